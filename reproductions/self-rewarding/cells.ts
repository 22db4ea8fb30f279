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

/** Share of prompts, in %, that a comparison by GPT-4 gives to the left model, to none, or to the right one. */
export const headToHead = (pair: string) => [`figure-3/${pair}/left-wins`, `figure-3/${pair}/right-wins`]

export const length = (model: 'm1' | 'm2' | 'm3') => `text-sec-3-2-1/${model}/average-generation-length`

/** A task of the nine NLP sets. */
export const nlp = (model: Model | 'llama-2-70b', task: string) => `table-3-table-9/${model}/${task}`

/** MT-Bench by category. */
export const category = (model: Model, name: string) => `table-10/${model}/${name}`
