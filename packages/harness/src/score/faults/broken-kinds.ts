import type { BrokenRow } from '@retable/core'

/** One thing that is wrong with rows of a file. */
export interface BrokenKind {
  /** Of the first row that has it; 0 in a format without lines. */
  readonly line: number
  /** What is said of that row. */
  readonly reason: string
  /** How many rows have it. */
  readonly rows: number
  /** Lines of the first few of them; empty in a format without lines. */
  readonly lines: readonly number[]
}

/** Collects broken rows by what is wrong with them. */
export interface BrokenTally {
  readonly add: (row: BrokenRow) => void
  /** In the order in which they came first. */
  readonly kinds: () => readonly BrokenKind[]
}

/** Further kinds count as one: a file may be broken in a way of its own in every row. */
const mostKinds = 100
const mostLines = 5

/** An empty {@link BrokenTally}; memory does not grow with the file. */
export function startBrokenTally(): BrokenTally {
  const kinds = new Map<string, { line: number; reason: string; rows: number; lines: number[] }>()
  return {
    add({ line, reason }) {
      const own = kindOf(reason)
      const key = kinds.has(own) || kinds.size < mostKinds ? own : ''
      const kind = kinds.get(key)
      if (kind === undefined) {
        kinds.set(key, { line, reason, rows: 1, lines: line === 0 ? [] : [line] })
        return
      }
      kind.rows += 1
      if (line !== 0 && kind.lines.length < mostLines) kind.lines.push(line)
    },
    kinds: () => [...kinds.values()],
  }
}

/** The reason without what differs from row to row: names, numbers, quoted texts, and how a long sentence ends. */
function kindOf(reason: string): string {
  return reason
    .slice(0, 500)
    .replace(/(ended in an error):.*/s, '$1')
    .replace(/^samples\/[^:]*:/, '')
    .replace(/"(?:[^"\\]|\\.)*"?/g, '"')
    .replace(/(?:test\/)?[\w.]*\d[\w.]*/g, '#')
    .slice(0, 80)
}
