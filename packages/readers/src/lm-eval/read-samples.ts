import { hash } from 'node:crypto'
import type { ReadRow } from '@retable/core'
import { isObject, parsePythonJson, type JsonObject } from '../json.ts'
import { linesOf } from '../lines.ts'
import type { ReadOptions } from '../options.ts'
import { sampleRow } from './sample-row.ts'
import { statedBy } from './results-file.ts'

/** The outputs of a document, as short as can be told apart, and the filters that have read them. */
interface Seen {
  readonly digest: string
  readonly filters: readonly string[]
}

/**
 * A samples file of lm-evaluation-harness (`samples_<task>_<time>.jsonl`, 0.4.9 to 0.4.13): one row for each
 * document and filter. A document's outputs count once; the rows of further filters give their scores only. What
 * the run states of itself comes from the `results_<time>.json` beside the file. Memory does not grow with the
 * outputs.
 *
 * @throws ReaderError as linesOf, and `readers/not-json` for the results file
 */
export async function* readLmEval(file: string, { signal }: ReadOptions): AsyncGenerator<ReadRow> {
  yield await statedBy(file, signal)
  const seen = new Map<string | number, Seen>()
  for await (const { line, text } of linesOf(file, signal)) {
    const value = parsed(text)
    if (value === undefined) {
      yield { kind: 'broken', line, reason: 'is not valid JSON, or no JSON object' }
      continue
    }
    const filter = typeof value['filter'] === 'string' ? value['filter'] : 'none'
    const row = sampleRow(value, filter, line)
    yield row.kind === 'output' ? once(row, filter, seen) : row
  }
}

/** The row itself the first time that its document comes, then its scores, or why it cannot be that document's. */
function once(
  row: Extract<ReadRow, { kind: 'output' }> & { readonly id: string | number },
  filter: string,
  seen: Map<string | number, Seen>,
): ReadRow {
  const { id, line, outputs, logScores } = row
  const digest = hash('sha256', JSON.stringify(outputs), 'base64url').slice(0, 16)
  const earlier = seen.get(id)
  seen.set(id, { digest, filters: [...(earlier?.filters ?? []), filter] })
  if (earlier === undefined) return row
  if (earlier.filters.includes(filter)) {
    seen.set(id, earlier)
    return { kind: 'broken', line, reason: `is document ${id} under the filter ${filter} a second time` }
  }
  if (earlier.digest !== digest) {
    seen.set(id, earlier)
    const reason = `has another output than the earlier row of document ${id}, under the filter ${earlier.filters[0]}`
    return { kind: 'broken', line, reason }
  }
  return { kind: 'repeat', line, id, logScores: logScores ?? {} }
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value = parsePythonJson(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
