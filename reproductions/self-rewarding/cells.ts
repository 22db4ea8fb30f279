import type { CellMapping } from '@retable/core'

/** The baseline without judgement examples, then the three iterations. */
export const models = ['sft-baseline', 'm1', 'm2', 'm3'] as const
export type Model = (typeof models)[number]

const titles = {
  m1: 'self-rewarding-70b-iteration-1-m1',
  m2: 'self-rewarding-70b-iteration-2-m2',
  m3: 'self-rewarding-70b-iteration-3-m3',
} as const

/** AlpacaEval 2.0 win rate of one of the paper's models. */
export const winRate = (model: keyof typeof titles) => `table-1/${titles[model]}/win-rate`

/** AlpacaEval 2.0 win rate of a public model. */
export const publicWinRate = (row: string) => `table-1/${row}/win-rate`

/** How well the model judges: agreement with human ranks. */
export const judging = (model: Model, metric: string) => `table-4/${model}/${metric}`
export const judgingMetrics = [
  'pairwise-acc',
  '5-best',
  'exact-match',
  'spearman-corr',
  'kendall-tau',
] as const

/** What a run names these figures. */
export const measuredJudging: Readonly<Record<(typeof judgingMetrics)[number], string>> = {
  'pairwise-acc': 'pairwise accuracy',
  '5-best': '5-best',
  'exact-match': 'exact match',
  'spearman-corr': 'spearman',
  'kendall-tau': 'kendall tau',
}

/** Share of prompts, in %, that a comparison by GPT-4 gives to the left model, to none, or to the right one. */
export const headToHead = (pair: string) => [`figure-3/${pair}/left-wins`, `figure-3/${pair}/right-wins`]

export const length = (model: 'm1' | 'm2' | 'm3') => `text-sec-3-2-1/${model}/average-generation-length`

/** A task of the nine NLP sets. */
export const nlp = (model: Model | 'llama-2-70b', task: string) => `table-3-table-9/${model}/${task}`

/** MT-Bench by category. */
export const category = (model: Model, name: string) => `table-10/${model}/${name}`

const outcomes = { 'left-wins': 'left wins', tie: 'tie', 'right-wins': 'right wins' } as const
const settingOf = (name: string) => name.replaceAll('-', ' ')

/** Which setting and metric of a run stands beside a reported cell. */
export const cells: readonly CellMapping[] = [
  ...models.flatMap((model) =>
    judgingMetrics.map((metric) => ({
      cell: judging(model, metric),
      measured: { setting: settingOf(model), metric: measuredJudging[metric] },
    })),
  ),
  ...[
    'm1-vs-sft-baseline',
    'm2-vs-sft-baseline',
    'm3-vs-sft-baseline',
    'm2-vs-m1',
    'm3-vs-m2',
    'm3-vs-m1',
  ].flatMap((comparison) =>
    Object.entries(outcomes).map(([column, metric]) => ({
      cell: `figure-3/${comparison}/${column}`,
      measured: { setting: settingOf(comparison), metric },
    })),
  ),
  ...(['left-wins', 'right-wins'] as const).map((column) => ({
    cell: `text-a-4/ift-eft-positives-vs-sft-baseline/${column}`,
    measured: { setting: 'positives only vs sft baseline', metric: outcomes[column] },
  })),
  ...(['m1', 'm2', 'm3'] as const).map((model) => ({
    cell: length(model),
    measured: { setting: model, metric: 'length' },
  })),
]
