import type { ReadRow } from '@retable/core'
import { notJson } from './json.ts'
import { linesOf } from './lines.ts'
import type { ReadOptions } from './options.ts'
import { rowOf } from './row.ts'

/**
 * JSON Lines: one object a line with `id` or `question`, `output` (a text) or `outputs` (a list of samples), and
 * optionally `gold`. Empty lines are passed over. Memory does not grow with the file.
 */
export async function* readJsonl(file: string, { signal }: ReadOptions): AsyncGenerator<ReadRow> {
  for await (const { line, text } of linesOf(file, signal)) yield parseLine(text, line)
}

function parseLine(text: string, line: number): ReadRow {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'broken', line, reason: notJson(text) }
  }
  return rowOf(value, line, { outputs: ['output', 'outputs'], gold: 'gold' })
}
