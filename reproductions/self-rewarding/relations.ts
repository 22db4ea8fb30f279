import type { Relation } from '@retable/core'
import { category, judging, judgingMetrics, length, models, nlp, publicWinRate, winRate } from './cells.ts'

const iterations = ['m1', 'm2', 'm3'] as const
const hard = ['math', 'coding', 'reasoning']
const other = ['humanities', 'extraction', 'stem', 'roleplay', 'writing']

/** Every category of MT-Bench has ten questions, so that means over questions are means over categories. */
const categories: readonly Relation[] = models.flatMap((model): Relation[] => [
  {
    kind: 'mean',
    parts: [...hard, ...other].map((name) => category(model, name)),
    mean: category(model, 'overall'),
    source: 'table 10: the overall score is the mean of the eight categories (inferred)',
  },
  {
    kind: 'mean',
    parts: hard.map((name) => category(model, name)),
    mean: `table-2/${model}/math-code-reasoning`,
    source: 'table 2: the column is the mean of three categories of table 10',
  },
  {
    kind: 'mean',
    parts: other.map((name) => category(model, name)),
    mean: `table-2/${model}/humanities-extraction-stem-roleplay-writing`,
    source: 'table 2: the column is the mean of five categories of table 10',
  },
  {
    kind: 'same',
    cells: [`table-2/${model}/overall`, category(model, 'overall')],
    source: 'the overall score stands in tables 2 and 10',
  },
])

/** The judge prompts are compared on the SFT baseline, with the prompt that is used throughout as one of the two. */
const judgePrompt = judgingMetrics.map((metric): Relation => ({
  kind: 'same',
  cells: [judging('sft-baseline', metric), `table-5/additive-5-point-prompt-ours/${metric}`],
  source: 'the SFT baseline under the additive prompt stands in tables 4 and 5',
}))

const rising: readonly Relation[] = [
  { kind: 'rising', cells: iterations.map(winRate), source: 'text on table 1: each iteration wins more' },
  ...['pairwise-acc', 'spearman-corr', 'kendall-tau'].map((metric): Relation => ({
    kind: 'rising',
    cells: iterations.map((model) => judging(model, metric)),
    source: 'text on table 4: each iteration judges better',
  })),
  { kind: 'rising', cells: iterations.map(length), source: 'text of §3.2.1: responses get longer' },
  ...['claude-2', 'gemini-pro', 'gpt-4-0613'].map((row): Relation => ({
    kind: 'rising',
    cells: [publicWinRate(row), winRate('m3')],
    source: 'abstract: the third iteration is ahead of this model',
  })),
  ...['m2-vs-m1', 'm3-vs-m2', 'm3-vs-m1', 'm2-vs-sft-baseline', 'm3-vs-sft-baseline'].map(
    (pair): Relation => ({
      kind: 'rising',
      cells: [`figure-3/${pair}/right-wins`, `figure-3/${pair}/left-wins`],
      source: 'text on figure 3: the later model wins more often than it loses',
    }),
  ),
  ...['arc-easy', 'nq', 'gsm8k'].map((task): Relation => ({
    kind: 'rising',
    cells: [nlp('m3', task), nlp('m1', task)],
    source: 'text on table 9: the benchmark falls from the first iteration to the third',
  })),
]

export const relations: readonly Relation[] = [...categories, ...judgePrompt, ...rising]
