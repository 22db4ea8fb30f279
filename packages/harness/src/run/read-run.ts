import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { HarnessError } from '../errors.ts'
import { isPath } from '../is-path.ts'

/** A row of a run's diff.csv, all texts. */
export interface DiffCsvRow {
  readonly cell: string
  readonly row: string
  readonly unit: string
  readonly reported: string
  readonly measured: string
  readonly standard_error: string
  readonly difference: string
  readonly ci_low: string
  readonly ci_high: string
  readonly verdict: string
  readonly reason: string
}

/**
 * Reads the diff of a finished run: the folder of its files, or its id in the store.
 *
 * @throws HarnessError `harness/no-run` if there is no finished run by that name
 */
export async function readDiff(name: string, storeDirectory: string): Promise<readonly DiffCsvRow[]> {
  const candidates = [...(isPath(name) ? [] : [path.join(storeDirectory, 'runs', name)]), path.resolve(name)]
  for (const folder of candidates) {
    const text = await readFile(path.join(folder, 'diff.csv'), 'utf8').catch(() => undefined)
    if (text !== undefined) return parse<DiffCsvRow>(text, { columns: true })
  }
  throw new HarnessError(
    'harness/no-run',
    `there is no finished run in ${candidates.join(' or ')}: no diff.csv`,
  )
}
