import type { RecipeManifest, RunRecord } from '@retable/core'
import { printable } from '../text/printable.ts'
import { coloured, textTable, type Colour } from '../text/text-table.ts'
import { diffSummary } from './diff-summary.ts'
import { verdictWords } from './verdict-words.ts'

/** What a report tells of a run. */
export type ReportedRun = Pick<RunRecord<RecipeManifest>, 'manifest' | 'results' | 'claims' | 'diff'>

const verdictColours: Readonly<Record<string, Colour>> = {
  supported: 'green',
  contradicted: 'red',
  'not supported': 'yellow',
  'seen in this seed': 'green',
  'reversed in this seed': 'red',
  'not seen': 'yellow',
  reproduced: 'green',
  deviates: 'red',
  inconclusive: 'yellow',
}

/** What stands beside a run, and where its files are. */
export interface RunPlace {
  readonly id: string
  readonly folder: string
  /** By claim, what the project's recorded results say of it, over how many seeds. */
  readonly recorded?: ReadonlyMap<string, { readonly verdict: string; readonly seeds: number }>
}

/** A run for people: the reported table beside what was measured, the claims, and where the files are. */
export function runReport(run: ReportedRun, { id, folder, recorded = new Map() }: RunPlace): string {
  const { manifest, claims, diff, results } = run
  const seeds = Math.max(0, ...[...recorded.values()].map((each) => each.seeds))
  const cells = textTable(
    [
      { title: 'row' },
      { title: 'reported', align: 'right' },
      { title: `${manifest.tier}`, align: 'right' },
      { title: 'std. error', align: 'right' },
      { title: 'verdict' },
    ],
    diff.map(({ reported, measured, measuredUnit, standardError, ...found }) => [
      reported.row,
      `${reported.value} ${reported.unit}`,
      `${measured.toFixed(1)} ${measuredUnit}`,
      standardError === null ? '' : `± ${standardError.toFixed(1)}`,
      verdictWords({ ...found, unit: reported.unit }),
    ]),
    (cell, column, row) => {
      const colour = column === 4 ? verdictColours[diff[row]?.verdict ?? ''] : undefined
      return colour === undefined ? cell : coloured(colour, cell)
    },
  )
  const beside = besideCells(diff)
  const claimTable = textTable(
    [
      { title: 'claim' },
      { title: 'verdict' },
      ...(seeds > 0 ? [{ title: `${seeds} recorded seeds` }] : []),
      { title: 'effect', align: 'right' },
      { title: '95 % interval' },
      { title: 'p (Holm)' },
      { title: 'statement' },
    ],
    claims.map(({ claim, verdict, effect, low, high, pAdjusted, statement }) => [
      claim,
      verdict,
      ...(seeds > 0 ? [recorded.get(claim)?.verdict ?? ''] : []),
      effect === null ? '' : effect.toFixed(3),
      low === null || high === null ? '' : `${low.toFixed(3)} to ${high.toFixed(3)}`,
      pAdjusted === null ? '' : pAdjusted < 0.001 ? '< 0.001' : pAdjusted.toFixed(3),
      statement,
    ]),
    (cell, column, row) => {
      const { claim = '', verdict = '' } = claims[row] ?? {}
      const beside = seeds > 0 && column === 2 ? recorded.get(claim)?.verdict : undefined
      const colour = verdictColours[(column === 1 ? verdict : beside) ?? '']
      return colour === undefined ? cell : coloured(colour, cell)
    },
  )
  const notes = claims
    .filter(({ verdict }) => verdict !== 'supported' && verdict !== 'seen in this seed')
    .map(({ claim, reason }) => printable(`  ${claim}: ${reason}`))
  return [
    printable(
      `${manifest.paper} (arXiv ${manifest.arxiv}), tier ${manifest.tier}${manifest.quick ? ', quick' : ''}, ${seedsText(manifest.seeds)}`,
    ),
    ...(manifest.quick
      ? ['Quick: everything runs, but trained too little for the method to work; no claim is judged by it.']
      : []),
    '',
    cells,
    '',
    ...(beside.length > 0 ? [...beside, ''] : []),
    ...curves(results),
    '',
    claimTable,
    ...(seeds > 0
      ? [
          `\n  ${seeds} recorded seeds: the verdict of the recorded results; the one before it is of this run’s models only`,
        ]
      : []),
    ...(notes.length > 0 ? ['', ...notes] : []),
    '',
    'What was planted or left out:',
    ...manifest.remarks.map((remark) => printable(`  - ${remark}`)),
    '',
    `run ${printable(id)}`,
    `files in ${printable(folder)}: manifest.json, results.json, metrics.csv, diff.csv, claims.csv, scores.jsonl, run.json`,
    '',
  ].join('\n')
}

/** What stands below the cells: why each verdict, the summary, and what was assumed; each once. */
function besideCells(diff: ReportedRun['diff']): string[] {
  const reasons = new Set(diff.map(({ verdict, reason }) => `${verdict}: ${reason}`))
  const summary = diffSummary(
    diff.map(({ verdict, reportedN }) => ({ verdict, nFrom: reportedN?.from ?? null })),
  )
  const assumptions = [...new Set(diff.flatMap((row) => row.assumptions))]
  return [
    ...[...reasons].map((reason) => printable(`  ${reason}`)),
    ...(summary === '' ? [] : ['', summary]),
    ...(assumptions.length > 0
      ? [
          '',
          'Assumed where the paper leaves it open:',
          ...assumptions.map((each) => printable(`  - ${each}`)),
        ]
      : []),
  ]
}

const bars = '▁▂▃▄▅▆▇█'

function seedsText(seeds: readonly number[]): string {
  return seeds.length === 1
    ? `seed ${seeds[0]}`
    : `seeds ${seeds.join(', ')}: means, standard errors between seeds`
}

/** Accuracy as a sparkline from the base model on: one line for each arm; means over seeds. */
function curves(results: ReportedRun['results']): string[] {
  const perSeed = results.map(({ settings }) =>
    settings.flatMap(({ setting, measurements }) => {
      const value = measurements.find(({ name }) => name === 'accuracy')?.value
      return value === undefined ? [] : [{ setting, value }]
    }),
  )
  const accuracy = (perSeed[0] ?? []).map(({ setting }, i) => {
    const values = perSeed.map((points) => points[i]!.value)
    return { setting, value: values.reduce((sum, value) => sum + value, 0) / values.length }
  })
  const base = accuracy.find(({ setting }) => setting === 'base')
  const arms = Map.groupBy(
    accuracy.filter(({ setting }) => setting !== 'base'),
    ({ setting }) => setting.split('/')[0] ?? setting,
  )
  return [...arms].map(([arm, points]) => {
    const values = [...(base ? [base.value] : []), ...points.map(({ value }) => value)]
    const line = values
      .map((value) => bars[Math.min(bars.length - 1, Math.floor(value * bars.length))])
      .join('')
    return `  ${line.padEnd(5)} ${printable(arm).padEnd(26)} ${values.map((value) => `${(100 * value).toFixed(1)} %`).join(' → ')}`
  })
}
