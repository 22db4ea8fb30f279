import { availableParallelism, cpus, hostname, totalmem } from 'node:os'
import { canonicalJson, contentHash } from '@retable/core'
import { csv, diffColumns, number } from './csv.ts'
import type { RunResult } from '../run/run.ts'
import { writeFinished } from './write-finished.ts'

/** What a run's folder tells of the machine and the moment: nothing in it decides a number. */
export interface RunFacts {
  readonly started: string
  readonly finished: string
  readonly git: { readonly commit: string; readonly dirtyPatch: string | null } | null
  readonly node: string
  readonly host: {
    readonly name: string
    readonly cpu: string
    readonly cores: number
    readonly memoryBytes: number
  }
  readonly samples: { readonly drawn: number; readonly reused: number }
}

/**
 * Writes a run's files into a folder: manifest.json, metrics.csv, diff.csv, claims.csv and scores.jsonl hold what two
 * runs of the same thing have in common, byte for byte; run.json holds the rest. Where they stand there already, all
 * is left as it was, run.json too.
 *
 * @returns whether anything was written
 * @throws HarnessError `harness/run-files` if the disk refuses them
 */
export async function writeRun(folder: string, result: RunResult, facts: RunFacts): Promise<boolean> {
  const common = {
    ...recordFiles(result),
    'scores.jsonl': result.results
      .flatMap(({ seed, settings }) =>
        settings.flatMap(({ setting, scores }) =>
          scores.map((score) => `${JSON.stringify({ seed, setting, ...score })}\n`),
        ),
      )
      .join(''),
  }
  return writeFinished(folder, common, { 'run.json': pretty(facts) })
}

/** The files of a run that are tracked where the project records it, by name. */
export function recordFiles(
  result: RunResult,
): Readonly<Record<'manifest.json' | 'metrics.csv' | 'diff.csv' | 'claims.csv', string>> {
  return {
    'manifest.json': pretty(result.manifest),
    'metrics.csv': metricsCsv(result),
    'diff.csv': diffCsv(result),
    'claims.csv': claimsCsv(result),
  }
}

/** The state of the checkout's git: its commit, and a hash of what is changed against it. Null outside git. */
export async function gitState(root: string): Promise<RunFacts['git']> {
  try {
    const { simpleGit } = await import('simple-git')
    const git = simpleGit(root)
    const commit = (await git.revparse('HEAD')).trim()
    const patch = await git.diff(['HEAD'])
    return { commit, dirtyPatch: patch === '' ? null : contentHash(patch) }
  } catch {
    return null
  }
}

/** The machine, for run.json. */
export function hostFacts(): RunFacts['host'] {
  const [cpu] = cpus()
  return {
    name: hostname(),
    cpu: cpu?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
  }
}

function metricsCsv({ manifest, results }: RunResult): string {
  const columns =
    'paper tier setting benchmark benchmark_version variant metric value standard_error n unit seed step'
  const rows = results.flatMap(({ seed, settings }) =>
    settings.flatMap(({ setting, benchmark, variant, measurements }) =>
      measurements.map(({ name, value, standardError, n, unit }) => [
        manifest.paper,
        manifest.tier,
        setting,
        benchmark?.id ?? '',
        benchmark?.version ?? '',
        variant,
        name,
        number(value),
        number(standardError),
        n,
        unit,
        seed,
        setting,
      ]),
    ),
  )
  return csv(columns, rows)
}

function diffCsv({ manifest, diff }: RunResult): string {
  const rows = diff.map(({ reported, measured, standardError, interval, n, verdict, reason }) => {
    const difference = measured - Number(reported.value)
    return [
      manifest.paper,
      reported.version,
      manifest.tier,
      reported.cell,
      reported.table,
      reported.row,
      reported.column,
      reported.metric,
      reported.unit,
      reported.value,
      number(measured),
      number(standardError),
      n,
      number(difference),
      number(interval?.low ?? null),
      number(interval?.high ?? null),
      verdict,
      reason,
    ]
  })
  return csv(diffColumns, rows)
}

function claimsCsv({ manifest, claims }: RunResult): string {
  const columns = 'paper claim statement verdict effect ci_low ci_high p_adjusted seeds reason'
  const rows = claims.map(({ claim, statement, verdict, effect, low, high, pAdjusted, seeds, reason }) => [
    manifest.paper,
    claim,
    statement,
    verdict,
    number(effect),
    number(low),
    number(high),
    number(pAdjusted),
    seeds,
    reason,
  ])
  return csv(columns, rows)
}

/** As it stands in files: keys in order, two spaces. */
function pretty(value: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`
}
