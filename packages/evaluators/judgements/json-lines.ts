import { RetableError, type BrokenRow } from '@retable/core'

/** One row of a file of judgements. */
export interface JudgementRow {
  /** 1-based. */
  readonly line: number
  readonly value: Readonly<Record<string, unknown>>
}

/** A file of JSON objects, one a line; what is none is kept as a broken row. */
export function readJsonLines(bytes: Uint8Array): { rows: JudgementRow[]; broken: BrokenRow[] } {
  const rows: JudgementRow[] = []
  const broken: BrokenRow[] = []
  const lines = new TextDecoder().decode(bytes).split('\n')
  lines.forEach((text, index) => {
    if (text.trim() === '') return
    const line = index + 1
    const value = parsed(text)
    if (isRecord(value)) rows.push({ line, value })
    else broken.push({ kind: 'broken', line, reason: 'the line is no JSON object' })
  })
  return { rows, broken }
}

/** A judgement file that cannot be measured; the message names it, the place, and what to do. */
export class JudgementFileError extends RetableError {
  override readonly name = 'JudgementFileError'

  constructor(message: string) {
    super(message, { code: 'evaluators/judgement-file', kind: 'usage' })
  }
}

/** Whether a value of a row is an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
