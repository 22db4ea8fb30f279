import { StringDecoder } from 'node:string_decoder'

/** Puts an answer together that comes as server-sent events. */
export interface EventStream {
  /** Takes bytes as they come, and tells how many characters are kept. */
  push(bytes: Buffer): number
  /** The JSON text that the answer would have been if it had come whole; undefined where it was cut off. */
  end(): string | undefined
}

interface Chunk {
  readonly error?: unknown
  readonly choices?: readonly ChunkChoice[]
  readonly usage?: unknown
  readonly [name: string]: unknown
}

interface ChunkChoice {
  readonly index?: number
  readonly delta?: Readonly<Record<string, unknown>> | null
  readonly message?: Readonly<Record<string, unknown>> | null
  readonly text?: string
  readonly finish_reason?: string | null
  readonly logprobs?: Readonly<Record<string, unknown>> | null
  readonly error?: unknown
}

interface Assembled {
  index: number
  message: Record<string, unknown>
  text?: string
  finish_reason?: string
  logprobs?: Record<string, unknown[]>
  error?: unknown
}

/** The answer of one response. */
export function eventStream(): EventStream {
  const decoder = new StringDecoder('utf8')
  const head: Record<string, unknown> = {}
  const choices = new Map<number, Assembled>()
  let rest = ''
  let kept = 0
  let failed: string | undefined
  let isDone = false

  const takeLine = (line: string) => {
    // Comments begin with a colon; names of events say nothing that the data does not.
    if (!line.startsWith('data:')) return
    const data = line.slice(5).trim()
    if (data === '[DONE]') isDone = true
    if (data === '' || data === '[DONE]' || failed !== undefined) return
    let chunk: Chunk
    try {
      chunk = JSON.parse(data) as Chunk
    } catch {
      failed = data
      return
    }
    if (typeof chunk !== 'object' || chunk === null) return
    if (chunk.error || chunk['object'] === 'error') failed = data
    kept += takeChunk(chunk, head, choices)
  }

  return {
    push(bytes) {
      const lines = (rest + decoder.write(bytes)).split(/\r\n|\n|\r/)
      rest = lines.pop()!
      for (const line of lines) takeLine(line)
      return kept + rest.length
    },
    end() {
      takeLine(rest + decoder.end())
      if (failed !== undefined) return failed
      const all = [...choices.values()].toSorted((a, b) => a.index - b.index)
      const isWhole = all.length > 0 && all.every((choice) => choice.finish_reason !== undefined)
      return isDone || isWhole ? JSON.stringify({ ...head, choices: all }) : undefined
    },
  }
}

/** Adds what a chunk brings; returns how many characters that is. */
function takeChunk(chunk: Chunk, head: Record<string, unknown>, choices: Map<number, Assembled>): number {
  for (const name of headNames) if (chunk[name] != null) head[name] = chunk[name]
  let size = 0
  for (const piece of choicesOf(chunk)) {
    const index = typeof piece.index === 'number' ? piece.index : 0
    const choice = choices.get(index) ?? { index, message: {} }
    choices.set(index, choice)
    for (const [name, value] of Object.entries(piece.delta ?? piece.message ?? {})) {
      if (typeof value !== 'string' || name === 'role') continue
      choice.message[name] = ((choice.message[name] as string | undefined) ?? '') + value
      size += value.length
    }
    if (typeof piece.text === 'string') {
      choice.text = (choice.text ?? '') + piece.text
      size += piece.text.length
    }
    if (typeof piece.finish_reason === 'string') choice.finish_reason = piece.finish_reason
    if (piece.error != null) choice.error = piece.error
    for (const [name, values] of Object.entries(piece.logprobs ?? {})) {
      if (!Array.isArray(values)) continue
      choice.logprobs ??= {}
      ;(choice.logprobs[name] ??= []).push(...(values as unknown[]))
      size += 64 * values.length
    }
  }
  return size
}

function choicesOf({ choices }: Chunk): readonly ChunkChoice[] {
  if (!Array.isArray(choices)) return []
  return (choices as readonly unknown[]).filter(
    (one): one is ChunkChoice => typeof one === 'object' && one !== null,
  )
}

const headNames = ['id', 'model', 'system_fingerprint', 'provider', 'usage', 'object']
