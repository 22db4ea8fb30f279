import { gzipSync } from 'node:zlib'
import path from 'node:path'
import type { RunRecord } from '@retable/core'
import { readResultsIn } from '../read-run.ts'
import { scoreLines } from '../score-lines.ts'
import { resultsText } from '../write-run.ts'

/** Values item by item, packed: a paper has some twenty megabytes of them. */
const [results, scores] = ['results.json.gz', 'scores.jsonl.gz']

/** The files that hold a record's values item by item. */
export function packedResults(record: RunRecord): Readonly<Record<string, Uint8Array>> {
  return {
    [results]: gzipSync(resultsText(record), { level: 9 }),
    [scores]: gzipSync([...scoreLines(record)].join(''), { level: 9 }),
  }
}

/**
 * What those files hold.
 *
 * @throws HarnessError `harness/run-files` if they are damaged or missing
 */
export function readPackedResults(folder: string): Promise<Pick<RunRecord, 'results' | 'diff' | 'claims'>> {
  return readResultsIn({ results: path.join(folder, results), scores: path.join(folder, scores) })
}
