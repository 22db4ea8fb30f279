import { coloured, textTable, type Colour } from './text-table.ts'

/** What a report tells of a run; the harness's result has this shape. */
export interface ReportedRun {
  readonly manifest: {
    readonly paper: string
    readonly arxiv: string
    readonly tier: string
    readonly quick: boolean
    readonly seeds: readonly number[]
    readonly remarks: readonly string[]
  }
  /** One for each seed. */
  readonly results: readonly {
    readonly settings: readonly {
      readonly setting: string
      readonly measurements: readonly { readonly name: string; readonly value: number }[]
    }[]
  }[]
  readonly claims: readonly {
    readonly claim: string
    readonly statement: string
    readonly verdict: string
    readonly effect: number | null
    readonly low: number | null
    readonly high: number | null
    readonly pAdjusted: number | null
    readonly reason: string
  }[]
  readonly diff: readonly {
    readonly reported: {
      readonly row: string
      readonly value: string
      readonly unit: string
      readonly table: string
    }
    readonly measured: number
    readonly standardError: number | null
    readonly verdict: string
  }[]
}

const verdictColours: Readonly<Record<string, Colour>> = {
  supported: 'green',
  contradicted: 'red',
  'not supported': 'yellow',
}

/** A run for people: the reported table beside what was measured, the claims, and where the files are. */
export function runReport(run: ReportedRun, place: { readonly id: string; readonly folder: string }): string {
  const { manifest, claims, diff, results } = run
  const cells = textTable(
    [
      { title: 'row' },
      { title: 'reported', align: 'right' },
      { title: `${manifest.tier}`, align: 'right' },
      { title: 'std. error', align: 'right' },
      { title: 'verdict' },
    ],
    diff.map(({ reported, measured, standardError, verdict }) => [
      reported.row,
      `${reported.value} ${reported.unit}`,
      `${measured.toFixed(1)} ${reported.unit}`,
      standardError === null ? '' : `± ${standardError.toFixed(1)}`,
      verdict,
    ]),
  )
  const claimTable = textTable(
    [
      { title: 'claim' },
      { title: 'verdict' },
      { title: 'effect', align: 'right' },
      { title: '95 % interval' },
      { title: 'p (Holm)' },
      { title: 'statement' },
    ],
    claims.map(({ claim, verdict, effect, low, high, pAdjusted, statement }) => [
      claim,
      verdict,
      effect === null ? '' : effect.toFixed(3),
      low === null || high === null ? '' : `${low.toFixed(3)} to ${high.toFixed(3)}`,
      pAdjusted === null ? '' : pAdjusted < 0.001 ? '< 0.001' : pAdjusted.toFixed(3),
      statement,
    ]),
    (cell, column, row) => {
      const colour = column === 1 ? verdictColours[claims[row]?.verdict ?? ''] : undefined
      return colour === undefined ? cell : coloured(colour, cell)
    },
  )
  const notes = claims
    .filter(({ verdict }) => verdict !== 'supported')
    .map(({ claim, reason }) => `  ${claim}: ${reason}`)
  return [
    `${manifest.paper} (arXiv ${manifest.arxiv}), tier ${manifest.tier}${manifest.quick ? ', quick' : ''}, ${seedsText(manifest.seeds)}`,
    ...(manifest.quick
      ? ['Quick: everything runs, but trained too little for the method to work; no claim is judged by it.']
      : []),
    '',
    cells,
    '',
    ...curves(results),
    '',
    claimTable,
    ...(notes.length > 0 ? ['', ...notes] : []),
    '',
    'What was planted or left out:',
    ...manifest.remarks.map((remark) => `  - ${remark}`),
    '',
    `run ${place.id}`,
    `files in ${place.folder}: manifest.json, metrics.csv, diff.csv, claims.csv, scores.jsonl, run.json`,
    '',
  ].join('\n')
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
    return `  ${line.padEnd(5)} ${arm.padEnd(26)} ${values.map((value) => `${(100 * value).toFixed(1)} %`).join(' → ')}`
  })
}
