import type { OutputRow, ReadRow } from '@retable/core'
import type { ReadOptions } from '../options.ts'
import { jsonRecords } from '../records.ts'
import { statedBy } from './results-file.ts'
import { sampleRow } from './sample-row.ts'
import { identityOf, shortHash, startTasks, type Task } from './tasks.ts'

/**
 * A samples file of lm-evaluation-harness: one row for each document and filter, one a line
 * (`samples_<task>_<time>.jsonl`, 0.4.9 to 0.4.13) or in one JSON array (0.4.0 to 0.4.2, whose rows do not name their
 * filter). A document's outputs count once; the rows of further filters give their scores only. Files of
 * several tasks may have been put together. What the run states of itself comes from the `results_<time>.json` beside
 * the file. Memory does not grow with the outputs.
 *
 * @throws ReaderError as jsonRecords, and `readers/not-json` for the results file
 */
export async function* readLmEval(file: string, { signal }: ReadOptions): AsyncGenerator<ReadRow> {
  yield await statedBy(file, signal)
  const taskOf = startTasks()
  for await (const record of jsonRecords(file, signal)) {
    if (record.kind === 'broken') {
      yield record
      continue
    }
    const { line, element, value } = record
    const filter = typeof value['filter'] === 'string' ? value['filter'] : undefined
    const row = sampleRow(value, filter ?? 'none', line)
    if (row.kind === 'broken') {
      yield element === undefined ? row : { ...row, reason: `element ${element} ${row.reason}` }
      continue
    }
    const identity = identityOf(value)
    const placed = element === undefined ? row : { ...row, element }
    yield once(placed, filter, identity, taskOf(row.id, identity))
  }
}

/** The row itself the first time that its document comes, then its scores, or why it cannot be that document's. */
function once(
  row: Extract<ReadRow, { kind: 'output' }> & { readonly id: string | number },
  filter: string | undefined,
  identity: string,
  { index, seen }: Task,
): ReadRow {
  const { id, line, outputs, logScores } = row
  const part = { kind: 'task', index } as const
  const digest = shortHash(JSON.stringify(outputs))
  const earlier = seen.get(id)
  if (earlier === undefined) {
    seen.set(id, { identity, digest, filters: [filter ?? 'none'] })
    return { ...row, part }
  }
  // Before 0.4.3 rows do not name their filter: the same outputs once more are those of the next one.
  const name = filter ?? `${earlier.filters.length + 1}`
  if (earlier.filters.includes(name)) {
    return { kind: 'broken', line, reason: `is document ${id} under the filter ${name} a second time` }
  }
  if (earlier.digest !== digest) {
    const reason = `has another output than the earlier row of document ${id}, under the filter ${earlier.filters[0]}`
    return { kind: 'broken', line, reason }
  }
  earlier.filters.push(name)
  return {
    kind: 'repeat',
    line,
    id,
    part,
    logScores: filter === undefined ? unnamed(logScores, name) : (logScores ?? {}),
  }
}

/** Scores under a filter that has a number for its name. */
function unnamed(scores: OutputRow['logScores'] = {}, filter: string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(scores).map(([name, value]) => [name.replace(/,none$/, `,filter ${filter}`), value]),
  )
}
