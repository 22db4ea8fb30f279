import type { ReadRow } from '@retable/core'
import { ReaderError } from './errors.ts'
import { elementLines } from './element-lines.ts'
import { readText } from './open-text.ts'
import { rowOf } from './row.ts'

/**
 * A results file of ZeroEval: one JSON array; each element has `id`, `question`, `output` (a list of samples) and
 * `answer` (the gold). The array is held in memory.
 *
 * @throws ReaderError `readers/not-json` with file:line if the array does not parse
 */
export async function* readZeroEval(file: string, signal?: AbortSignal): AsyncGenerator<ReadRow> {
  const text = await readText(file, signal)
  const rows = parseArray(text, file)
  let lines: readonly number[] | undefined
  for (const [index, value] of rows.entries()) {
    const row = rowOf(value, 0, { outputs: ['output'], gold: 'answer' })
    // Only a broken row's place is ever shown, so lines are counted only then.
    if (row.kind === 'broken') yield { ...row, line: (lines ??= elementLines(text))[index] ?? 0 }
    else yield row
  }
}

function parseArray(text: string, file: string): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    const position = /position (\d+)/.exec(message)?.[1]
    const line = text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length
    const truncated = position === undefined || Number(position) >= text.trimEnd().length
    const why = truncated ? 'the file ends inside the JSON array; it looks cut off' : 'is not valid JSON here'
    throw new ReaderError('readers/not-json', `${file}:${line}: ${why}`, error)
  }
  if (!Array.isArray(value)) {
    throw new ReaderError('readers/not-json', `${file}:1: is not a JSON array, as ZeroEval writes it`)
  }
  return value
}
