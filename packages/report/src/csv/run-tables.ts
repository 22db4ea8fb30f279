import type { RecipeManifest, RunRecord, Versioned } from '@retable/core'
import { csv, diffColumns, number } from './csv.ts'

/** Tables of a record by their files' names: what was measured and, of a paper's run, its cells and claims. */
export type RunTables = Readonly<Record<'metrics.csv', string>> &
  Readonly<Partial<Record<'diff.csv' | 'claims.csv', string>>>

/** Makes a record's tables, for people and spreadsheets. */
export function runTables(record: Omit<RunRecord, 'facts'>): RunTables {
  const { manifest } = record
  if ((manifest.kind === 'eval' || manifest.kind === 'judge') && manifest.beside !== undefined) {
    return {
      'metrics.csv': metricsCsv(record),
      'diff.csv': diffCsv(besidePaper(manifest.beside.paper), record.diff),
    }
  }
  if (manifest.kind !== undefined) return { 'metrics.csv': metricsCsv(record) }
  return {
    'metrics.csv': metricsCsv(record),
    'diff.csv': diffCsv(manifest, record.diff),
    'claims.csv': claimsCsv(manifest, record.claims),
  }
}

function metricsCsv({ manifest, results }: Omit<RunRecord, 'facts'>): string {
  const columns =
    'paper tier setting benchmark benchmark_version variant metric value standard_error n unit seed step'
  const [paper, tier] = manifest.kind !== undefined ? ['', ''] : [manifest.paper, manifest.tier]
  const rows = results.flatMap(({ seed, settings }) =>
    settings.flatMap(({ setting, benchmark, variant, measurements }) =>
      measurements.map(({ name, value, standardError, n, unit }) => [
        paper,
        tier,
        setting,
        benchmark?.id ?? '',
        benchmark?.version ?? '',
        variantText(variant),
        name,
        number(value),
        number(standardError),
        n,
        unit,
        seed ?? '',
        setting,
      ]),
    ),
  )
  return csv(columns, rows)
}

function variantText(variant: Versioned | null): string {
  return variant === null ? '' : `${variant.id} ${variant.version}`
}

/** What a run's diff says beyond that of a replay. */
const runColumns = `${diffColumns} measured_unit resolution coarse reported_n n_from differences assumptions`

/** Whose cells they are, and what stands for the tier that they were measured at. */
type DiffOf = Pick<RecipeManifest, 'paper'> & { readonly tier: string }

/** What stands beside a paper as an evaluation or a scoring. */
function besidePaper(paper: string): DiffOf {
  return { paper, tier: 'eval' }
}

/** The rows of a diff that stands in no record, as the diff.csv of one has them. */
export function besideCsv(paper: string, diff: RunRecord['diff']): string {
  return diffCsv(besidePaper(paper), diff)
}

function diffCsv(manifest: DiffOf, diff: RunRecord['diff']): string {
  const rows = diff.map((row) => {
    const { reported, measured, standardError, interval, n, verdict, reason, measuredUnit, reportedN } = row
    const difference = measuredUnit === reported.unit ? measured - Number(reported.value) : null
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
      measuredUnit,
      resolutionText(row.resolution),
      row.coarse ? 'coarse' : '',
      reportedN?.n ?? '',
      reportedN?.from ?? '',
      row.differences.join('; '),
      row.assumptions.join('; '),
    ]
  })
  return csv(runColumns, rows)
}

/** No true difference may be large enough to be seen. */
function resolutionText(resolution: number | null): string {
  return resolution === Infinity ? 'Infinity' : number(resolution)
}

function claimsCsv(manifest: RecipeManifest, claims: RunRecord['claims']): string {
  const columns = 'paper claim statement verdict effect ci_low ci_high p_adjusted seeds reason p unit'
  const rows = claims.map(
    ({ claim, statement, verdict, effect, low, high, unit, p, pAdjusted, seeds, reason }) => [
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
      number(p),
      unit,
    ],
  )
  return csv(columns, rows)
}
