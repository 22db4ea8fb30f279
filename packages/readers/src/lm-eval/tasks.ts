import { hash } from 'node:crypto'
import { objectIn, type JsonObject } from '../json.ts'

/** What a file has held of a document so far. */
export interface Seen {
  /** Tells the document and its prompt from others by the same number. */
  readonly identity: string
  /** Of its outputs, as short as can be told apart. */
  readonly digest: string
  readonly filters: string[]
}

/** One task of a file: its documents by their number. */
export interface Task {
  /** From 1, in the order in which tasks begin. */
  readonly index: number
  readonly seen: Map<string | number, Seen>
}

/**
 * Tells the tasks of a file apart, several of which may have been put together: rows do not name theirs, but each
 * task numbers its documents from the start. A row that is another document, or another prompt, by a number that the
 * task at hand has had is of another task: of an earlier one that has it, or of a new one.
 */
export function startTasks(): (id: string | number, identity: string) => Task {
  let current: Task = { index: 1, seen: new Map() }
  const tasks = [current]
  return (id, identity) => {
    const there = current.seen.get(id)
    if (there === undefined || there.identity === identity) return current
    const earlier = tasks.find(({ seen }) => seen.get(id)?.identity === identity)
    if (earlier === undefined) tasks.push({ index: tasks.length + 1, seen: new Map() })
    current = earlier ?? tasks.at(-1)!
    return current
  }
}

/** By the hashes of lm-eval, or by the document itself where a file has none. */
export function identityOf(row: JsonObject): string {
  const { doc_hash: document, prompt_hash: prompt } = row
  if (typeof document === 'string' && typeof prompt === 'string') return shortHash(`${document} ${prompt}`)
  return shortHash(JSON.stringify(objectIn(row, 'doc')))
}

export function shortHash(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 16)
}
