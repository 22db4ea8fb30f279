import type { RunRecord, SettingResult } from '@retable/core'
import { losslessJson } from './lossless-json.ts'
import { factsText, relabel } from './facts/labels.ts'
import { manifestText, recordFormat } from './manifest-file.ts'
import { readFacts } from './facts/read-facts.ts'
import { scoreLines } from './score-lines.ts'
import { writeFinished } from './write-finished.ts'

/** Tables that stand beside a record for people, by their files' names. */
export type Tables = Readonly<Record<string, string>>

/** Options of {@link writeRun}. */
export interface WriteOptions {
  /** Scores that stand in the folder's scores.jsonl already: so many of each setting, which has none in memory. */
  readonly written?: (result: SettingResult) => number
}

/**
 * Writes a record's files into a folder: manifest.json, results.json, scores.jsonl and the tables hold what two runs of
 * the same thing have in common, byte for byte; run.json holds the facts. Where they stand there already, all is left
 * as it was, run.json too, but for labels that are others. The cells of an earlier record do not stay beside one that has none.
 *
 * @returns whether anything was written
 * @throws HarnessError `harness/run-files` if the disk refuses them
 */
export async function writeRun(
  folder: string,
  record: RunRecord,
  tables: Tables,
  { written }: WriteOptions = {},
): Promise<boolean> {
  const files = {
    ...tables,
    'results.json': resultsText(record, written),
    ...(written === undefined ? { 'scores.jsonl': () => scoreLines(record) } : {}),
    'manifest.json': manifestText(record.manifest, recordFormat),
  }
  const { facts } = record
  const isWritten = await writeFinished(
    folder,
    files,
    facts === null ? {} : { 'run.json': factsText(facts) },
    {
      absent: 'diff.csv' in tables ? [] : ['diff.csv'],
    },
  )
  if (isWritten || facts === null) return isWritten
  return relabel(folder, await readFacts(folder), facts)
}

/** What results.json holds: a record's results without their scores, of which it says how many there are. */
export interface ResultsFile extends Pick<RunRecord, 'diff' | 'claims'> {
  readonly results: readonly {
    readonly seed: number | null
    readonly settings: readonly (Omit<SettingResult, 'scores'> & { readonly scores: number })[]
  }[]
}

/** The text of results.json. */
export function resultsText({ results, diff, claims }: RunRecord, written?: WriteOptions['written']): string {
  const counted = (result: SettingResult) => ({
    ...result,
    scores: written?.(result) ?? result.scores.length,
  })
  const file: ResultsFile = {
    results: results.map(({ seed, settings }) => ({ seed, settings: settings.map(counted) })),
    diff,
    claims,
  }
  return `${losslessJson(file)}\n`
}
