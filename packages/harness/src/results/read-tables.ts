import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { ClaimResult, DiffRow, RunRecord, SampleScore, SettingResult, Versioned } from '@retable/core'
import { unreadable } from './manifest-file.ts'
import { readTable } from './read-csv.ts'
import { parsedScore, scoreOf } from './score-lines.ts'

/** A row of one of the tables, all texts; a column that the table lacks has none. */
type Row = Readonly<Partial<Record<string, string>>>

/**
 * What a record's tables and scores say, where it has no results.json. A file that is not there says nothing.
 *
 * @throws HarnessError `harness/run-files` if a file cannot be read
 */
export async function readTables(folder: string): Promise<Pick<RunRecord, 'results' | 'diff' | 'claims'>> {
  const table = async (name: string) => (await readTable<Row>(path.join(folder, name))) ?? []
  const metrics = await table('metrics.csv')
  const scores = await scoresBySetting(path.join(folder, 'scores.jsonl'))
  const bySeed = inRuns(metrics, ({ seed = '' }) => seed)
  return {
    results: bySeed.map((rows) => {
      const { seed = '' } = rows[0]!
      const scoresOf = (setting: string) => scores.get(place(seed, setting)) ?? []
      return { seed: numberOf(seed), settings: settingsOf(rows, scoresOf) }
    }),
    diff: (await table('diff.csv')).map(diffRow),
    claims: (await table('claims.csv')).map(claimResult),
  }
}

/** One setting for each that was evaluated or measured, in their order; the scores are of the one with a variant. */
function settingsOf(rows: readonly Row[], scoresOf: (setting: string) => SampleScore[]): SettingResult[] {
  const groups = inRuns(rows, ({ setting, benchmark, benchmark_version, variant }) =>
    JSON.stringify([setting, benchmark, benchmark_version, variant]),
  )
  return groups.map((group): SettingResult => {
    const { setting = '', benchmark = '', benchmark_version: version = '', variant = '' } = group[0]!
    return {
      setting,
      benchmark: benchmark === '' ? null : { id: benchmark, version },
      variant: variantOf(variant),
      measurements: group.map(({ metric = '', value, standard_error, n, unit = '' }) => ({
        name: metric,
        value: numberOf(value) ?? NaN,
        standardError: numberOf(standard_error),
        n: Number(n),
        unit,
        interval: null,
      })),
      units: {},
      scores: variant === '' ? [] : scoresOf(setting),
    }
  })
}

/** Rows that follow each other with the same key, together: a setting may be evaluated first and measured later on. */
function inRuns(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const runs: Row[][] = []
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1]
    if (before !== undefined && keyOf(before) === keyOf(row)) runs.at(-1)!.push(row)
    else runs.push([row])
  }
  return runs
}

/** The versions that stand in one text, as in `final-answer 1`. */
function variantOf(text: string): Versioned | null {
  const at = text.lastIndexOf(' ')
  return text === '' ? null : { id: text.slice(0, at), version: text.slice(at + 1) }
}

function diffRow(row: Row): DiffRow {
  const { cell = '', version = '', table = '', column = '', metric = '', unit = '', reported = '' } = row
  const own = { row: row['row'] ?? '', n: '', setting: '', read_from: '', source: '' }
  const [low, high] = [numberOf(row['ci_low']), numberOf(row['ci_high'])]
  return {
    reported: { cell, version, table, column, metric, value: reported, unit, ...own },
    measured: numberOf(row['measured']) ?? NaN,
    standardError: numberOf(row['standard_error']),
    interval: low === null || high === null ? null : { low, high },
    n: Number(row['n']),
    verdict: (row['verdict'] ?? '') as DiffRow['verdict'],
    reason: row['reason'] ?? '',
    // Columns that older tables lack.
    measuredUnit: row['measured_unit'] ?? unit,
    resolution: numberOf(row['resolution']),
    coarse: row['coarse'] === 'coarse',
    reportedN: reportedN(row),
    differences: listOf(row['differences']),
    assumptions: listOf(row['assumptions']),
  }
}

function reportedN({ reported_n: n, n_from: from }: Row): DiffRow['reportedN'] {
  if (n === undefined || n === '') return null
  return { n: Number(n), from: from as NonNullable<DiffRow['reportedN']>['from'] }
}

function listOf(text = ''): string[] {
  return text === '' ? [] : text.split('; ')
}

function claimResult(row: Row): ClaimResult {
  return {
    claim: row['claim'] ?? '',
    statement: row['statement'] ?? '',
    verdict: (row['verdict'] ?? '') as ClaimResult['verdict'],
    effect: numberOf(row['effect']),
    low: numberOf(row['ci_low']),
    high: numberOf(row['ci_high']),
    // A column that older tables lack.
    unit: row['unit'] ?? '',
    p: numberOf(row['p']),
    pAdjusted: numberOf(row['p_adjusted']),
    seeds: Number(row['seeds']),
    reason: row['reason'] ?? '',
  }
}

function numberOf(text: string | undefined): number | null {
  return text === undefined || text === '' ? null : Number(text)
}

/** Scores by seed and setting; none where there is no such file. */
async function scoresBySetting(file: string): Promise<ReadonlyMap<string, SampleScore[]>> {
  const found = new Map<string, SampleScore[]>()
  if ((await stat(file).catch(() => undefined)) === undefined) return found
  const { linesOf } = await import('@retable/readers')
  for await (const { line, text } of linesOf(file)) {
    const score = parsedScore(text)
    if (score === undefined) throw unreadable(`${file}:${line}`, 'it is no score')
    const { seed = '', setting = '' } = score
    const those = found.get(place(String(seed), setting)) ?? []
    those.push(scoreOf(score))
    found.set(place(String(seed), setting), those)
  }
  return found
}

function place(seed: string, setting: string): string {
  return JSON.stringify([seed, setting])
}
