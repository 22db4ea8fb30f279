import { parsePythonJson, type ReadRow } from '@retable/core'
import { isObject, notJson } from '../json.ts'
import { linesOf } from '../lines.ts'
import type { ReadOptions } from '../options.ts'
import { statedBy } from './results-file.ts'
import { sampleRow } from './sample-row.ts'
import { identityOf, shortHash, startTasks, type Task } from './tasks.ts'

/**
 * A samples file of lm-evaluation-harness (`samples_<task>_<time>.jsonl`, 0.4.9 to 0.4.13): one row for each
 * document and filter. A document's outputs count once; the rows of further filters give their scores only. Files of
 * several tasks may have been put together. What the run states of itself comes from the `results_<time>.json` beside
 * the file. Memory does not grow with the outputs.
 *
 * @throws ReaderError as linesOf, and `readers/not-json` for the results file
 */
export async function* readLmEval(file: string, { signal }: ReadOptions): AsyncGenerator<ReadRow> {
  yield await statedBy(file, signal)
  const taskOf = startTasks()
  for await (const { line, text } of linesOf(file, signal)) {
    const value = parsed(text)
    if (!isObject(value)) {
      yield { kind: 'broken', line, reason: value === undefined ? notJson(text) : 'is not a JSON object' }
      continue
    }
    const filter = typeof value['filter'] === 'string' ? value['filter'] : 'none'
    const row = sampleRow(value, filter, line)
    if (row.kind === 'broken') {
      yield row
      continue
    }
    const identity = identityOf(value)
    yield once(row, filter, identity, taskOf(row.id, identity))
  }
}

/** The row itself the first time that its document comes, then its scores, or why it cannot be that document's. */
function once(
  row: Extract<ReadRow, { kind: 'output' }> & { readonly id: string | number },
  filter: string,
  identity: string,
  { index, seen }: Task,
): ReadRow {
  const { id, line, outputs, logScores } = row
  const part = { kind: 'task', index } as const
  const digest = shortHash(JSON.stringify(outputs))
  const earlier = seen.get(id)
  if (earlier === undefined) {
    seen.set(id, { identity, digest, filters: [filter] })
    return { ...row, part }
  }
  if (earlier.filters.includes(filter)) {
    return { kind: 'broken', line, reason: `is document ${id} under the filter ${filter} a second time` }
  }
  if (earlier.digest !== digest) {
    const reason = `has another output than the earlier row of document ${id}, under the filter ${earlier.filters[0]}`
    return { kind: 'broken', line, reason }
  }
  earlier.filters.push(filter)
  return { kind: 'repeat', line, id, part, logScores: logScores ?? {} }
}

function parsed(text: string): unknown {
  try {
    return parsePythonJson(text)
  } catch {
    return undefined
  }
}
