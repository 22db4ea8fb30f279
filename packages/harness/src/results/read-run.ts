import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ClaimResult, DiffRow, RunRecord, SampleScore, SettingResult } from '@retable/core'
import type { Line } from '@retable/readers'
import { fromLosslessJson } from './lossless-json.ts'
import { readManifest, recordFormat, unreadable } from './manifest-file.ts'
import { readFacts } from './facts/read-facts.ts'
import { isValue, parsedScore, scoreOf, valuesOf } from './score-lines.ts'
import { readTables } from './read-tables.ts'
import type { ResultsFile } from './write-run.ts'

/**
 * Reads the record in a folder: what writeRun was given. Of an older one, which has tables alone, numbers have twelve
 * digits, and what its files lack is empty or null: values of items, intervals of measurements, sources of cells.
 *
 * @throws HarnessError `harness/newer-record` if a newer version wrote it, `harness/run-files` if a file is damaged
 */
export async function readRun(folder: string): Promise<RunRecord> {
  const { manifest, format } = await readManifest(folder)
  const facts = await readFacts(folder)
  if (format === 1) return { manifest, ...(await readTables(folder)), facts }
  const files = {
    results: await eitherForm(path.join(folder, 'results.json')),
    scores: await eitherForm(path.join(folder, 'scores.jsonl')),
  }
  return { manifest, ...(await readResultsIn(files, format)), facts }
}

/**
 * What results.json and scores.jsonl hold together; either may be gzipped.
 *
 * @throws HarnessError `harness/run-files` if a file is damaged
 */
export async function readResultsIn(
  files: { readonly results: string; readonly scores: string },
  format = recordFormat,
): Promise<Pick<RunRecord, 'results' | 'diff' | 'claims'>> {
  const { results, diff, claims } = await readResults(files.results)
  const scores = await scoresIn(files.scores)
  const read: RunRecord['results'][number][] = []
  for (const { seed, settings } of results) {
    const whole: SettingResult[] = []
    for (const { scores: count, ...rest } of settings) {
      whole.push({ ...rest, scores: await scores.next(count, rest.setting) })
      // Format 2 has no lines for them.
      if (format > 2) await scores.requireValues(rest)
    }
    read.push({ seed, settings: whole })
  }
  await scores.end()
  return { results: read, diff, claims }
}

/**
 * What results.json holds.
 *
 * @throws HarnessError `harness/run-files` if it is damaged
 */
export async function readResults(file: string): Promise<ResultsFile> {
  let value: Partial<ResultsFile> | null
  try {
    value = fromLosslessJson(await textOf(file)) as Partial<ResultsFile> | null
  } catch (cause) {
    throw unreadable(file, (cause as Error).message, cause)
  }
  const { results, diff, claims } = value ?? {}
  if (![results, diff, claims].every((each) => Array.isArray(each)))
    throw unreadable(file, 'it names no results')
  // An older record says no unit of effects.
  const wholeClaims = claims!.map((claim: Partial<ClaimResult>) => ({ unit: '', ...claim }) as ClaimResult)
  return { ...(value as ResultsFile), diff: diff!.map(wholeRow), claims: wholeClaims }
}

/** What a row of a diff has when nothing else was kept; an older record has fewer parts. */
function wholeRow(row: DiffRow): DiffRow {
  const { measuredUnit, resolution, coarse, reportedN, differences, assumptions }: Partial<DiffRow> = row
  return {
    ...row,
    measuredUnit: measuredUnit ?? row.reported.unit,
    resolution: resolution ?? null,
    coarse: coarse ?? false,
    reportedN: reportedN ?? null,
    differences: differences ?? [],
    assumptions: assumptions ?? [],
  }
}

/** The gzipped file where only that is there, as in tracked results. */
export async function eitherForm(file: string): Promise<string> {
  const isThere = (name: string) => stat(name).then(() => true, () => false) // prettier-ignore
  return !(await isThere(file)) && (await isThere(`${file}.gz`)) ? `${file}.gz` : file
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** Takes the scores of one setting after another from a file. */
async function scoresIn(file: string): Promise<{
  readonly next: (count: number, setting: string) => Promise<SampleScore[]>
  /** Reads a setting's values that no sample was graded for, which must be those of its units. */
  readonly requireValues: (result: Pick<SettingResult, 'setting' | 'benchmark' | 'units'>) => Promise<void>
  readonly end: () => Promise<void>
}> {
  // What only writes records reads no lines.
  const { linesOf } = await import('@retable/readers')
  const lines = linesOf(file)
  const nextLine = async (): Promise<Line | undefined> => {
    const next = (await lines.next().catch((cause: unknown) => {
      throw unreadable(file, (cause as Error).message, cause)
    })) as IteratorResult<Line, undefined>
    return next.value
  }
  let last = 0
  const other = (why: string) => unreadable(`${file}:${last}`, why)
  return {
    async next(count, setting) {
      const scores: SampleScore[] = []
      while (scores.length < count) {
        const line = await nextLine()
        if (line === undefined) throw other(`the file ends before all scores of "${setting}"`)
        last = line.line
        const score = parsedScore(line.text)
        if (score === undefined) throw other('it is no score')
        if (score.setting !== undefined && score.setting !== setting)
          throw other(`it is of another setting than "${setting}"`)
        scores.push(scoreOf(score))
      }
      return scores
    },
    async requireValues(result) {
      for (const expected of valuesOf(result)) {
        const line = await nextLine()
        if (line === undefined) throw other(`the file ends before all values of "${result.setting}"`)
        last = line.line
        if (!isValue(line.text, expected)) {
          throw other(`it is not the ${expected.metric} of "${expected.item}" that results.json has`)
        }
      }
    },
    async end() {
      const further = await nextLine()
      if (further === undefined) return
      last = further.line
      throw other('results.json names fewer scores')
    },
  }
}
