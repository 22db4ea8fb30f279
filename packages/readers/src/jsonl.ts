import type { ReadRow } from '@retable/core'
import { longestText, openText, tooLong } from './open-text.ts'
import { rowOf } from './row.ts'

/**
 * JSON Lines: one object a line with `id` or `question`, `output` (a text) or `outputs` (a list of samples), and
 * optionally `gold`. Empty lines are passed over. Memory does not grow with the file.
 */
export async function* readJsonl(file: string, signal?: AbortSignal): AsyncGenerator<ReadRow> {
  let line = 0
  for await (const text of linesOf(openText(file, signal), file)) {
    line += 1
    if (text.trim() !== '') yield parseLine(text, line)
  }
}

function parseLine(text: string, line: number): ReadRow {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { kind: 'broken', line, reason: 'is not valid JSON' }
  }
  return rowOf(value, line, { outputs: ['output', 'outputs'], gold: 'gold' })
}

/** Splits at "\n" alone: the line separators U+2028 and U+2029 may stand inside JSON texts. */
async function* linesOf(parts: AsyncIterable<string>, file: string): AsyncGenerator<string> {
  let pending: string[] = []
  let length = 0
  for await (const part of parts) {
    let start = 0
    for (let end = part.indexOf('\n'); end >= 0; end = part.indexOf('\n', start)) {
      pending.push(part.slice(start, end))
      yield pending.join('')
      pending = []
      length = 0
      start = end + 1
    }
    if (start < part.length) pending.push(part.slice(start))
    length += part.length - start
    if (length > longestText) throw tooLong(file, 'in one line')
  }
  if (pending.length > 0) yield pending.join('')
}
