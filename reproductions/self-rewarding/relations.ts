import { rising, same, wholeOf, type Relation } from '@retable/core'
import {
  category,
  headToHead,
  judging,
  judgingMetrics,
  length,
  models,
  nlp,
  publicWinRate,
  winRate,
} from './cells.ts'

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
  same('the overall score stands in tables 2 and 10', `table-2/${model}/overall`, category(model, 'overall')),
])

/** The judge prompts are compared on the SFT baseline, with the prompt that is used throughout as one of the two. */
const judgePrompt = judgingMetrics.map((metric) =>
  same(
    'the SFT baseline under the additive prompt stands in tables 4 and 5',
    judging('sft-baseline', metric),
    `table-5/additive-5-point-prompt-ours/${metric}`,
  ),
)

const comparisons = {
  'figure-3': [
    'm1-vs-sft-baseline',
    'm2-vs-sft-baseline',
    'm3-vs-sft-baseline',
    'm2-vs-m1',
    'm3-vs-m2',
    'm3-vs-m1',
  ],
  'figure-5': ['m1-vs-sft-baseline', 'm2-vs-sft-baseline', 'm3-vs-sft-baseline'],
} as const

/** Each comparison is won, tied or lost. */
const wholes = Object.entries(comparisons).flatMap(([figure, pairs]) =>
  pairs.map((pair) =>
    wholeOf(
      `${figure.replace('-', ' ')}: each prompt is won, tied or lost`,
      ...['left-wins', 'tie', 'right-wins'].map((column) => `${figure}/${pair}/${column}`),
    ),
  ),
)

const judgesBetter = 'text on table 4: each iteration judges better'

const text: readonly Relation[] = [
  rising('text on table 1: each iteration wins more', ...iterations.map(winRate)),
  ...judgingMetrics.map((metric) => ({
    ...rising(judgesBetter, ...iterations.map((model) => judging(model, metric))),
    ...(metric === '5-best'
      ? { known: '5-best falls from 44.3 to 43.2 at the last iteration, and exact match stays at 14.3' }
      : {}),
  })),
  rising('text of §3.2.1: responses get longer', ...iterations.map(length)),
  ...['claude-2', 'gemini-pro', 'gpt-4-0613'].map((row) =>
    rising('abstract: the third iteration is ahead of this model', publicWinRate(row), winRate('m3')),
  ),
  ...['m2-vs-m1', 'm3-vs-m2', 'm3-vs-m1', 'm2-vs-sft-baseline', 'm3-vs-sft-baseline'].map((pair) =>
    rising(
      'text on figure 3: the later model wins more often than it loses',
      ...headToHead(pair).toReversed(),
    ),
  ),
  ...['arc-easy', 'nq', 'gsm8k'].map((task) =>
    rising(
      'text on table 9: the benchmark falls from the first iteration to the third',
      nlp('m3', task),
      nlp('m1', task),
    ),
  ),
]

export const relations: readonly Relation[] = [...categories, ...judgePrompt, ...wholes, ...text]
