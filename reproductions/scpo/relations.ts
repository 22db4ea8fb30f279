import { same, wholeOf, type Relation } from '@retable/core'
import { ablation, accuracy, further, m0, problems, puzzles, type Decoding } from './cells.ts'
import { impossibleShares } from './relations.shares.ts'
import { textRelations } from './relations.text.ts'

const decodings: readonly Decoding[] = ['greedy', 'sc-8-way']
const tasks = [
  { task: 'gsm8k', table: 1 },
  { task: 'math', table: 2 },
] as const

/** Table 10 prints the two iterations again, beside a third one; table 4 prints them beside equal weights. */
const printedAgain: readonly Relation[] = tasks.flatMap(({ task, table }) =>
  decodings.flatMap((decoding): Relation[] => [
    {
      ...same(
        `the seed model stands in tables ${table} and 10`,
        accuracy(table, m0, decoding),
        further(task, 'm0', decoding),
      ),
      ...(task === 'gsm8k' && decoding === 'sc-8-way'
        ? { known: 'table 1 prints 51.80 and table 10 prints 58.80 for the seed model with self-consistency' }
        : {}),
    },
    ...(['m1', 'm2'] as const).map((model) =>
      same(
        `the model stands in tables ${table}, 4 and 10`,
        accuracy(table, `scpo-unsup-${model}`, decoding),
        ablation(task, model, 'weighted', decoding),
        further(task, `${model}-scpo-unsup`, decoding),
      ),
    ),
  ]),
)

/** Ablations in which one setting is the method itself. */
const otherTables: readonly Relation[] = [
  same('the seed model stands in tables 2 and 5', accuracy(2, m0), 'table-5/m0/test-acc'),
  same(
    'the first iteration is trained with a threshold of 0.5k',
    accuracy(2, 'scpo-unsup-m1'),
    'table-5/m1-tau-0-5k/test-acc',
  ),
  {
    kind: 'sum',
    parts: [problems(2, 'scpo-unsup-m1'), problems(2, 'scpo-unsup-m1', 'generated')],
    total: 'table-5/m1-tau-0-5k/train',
    source: 'table 5 counts seed and generated problems together, table 2 apart',
  },
  same(
    'table 6 is about the 8 samples that GSM8K is trained with, which are a column of table 7',
    'table-6/gsm8k/somers-d',
    'table-7/gsm8k/k-8',
  ),
  // The reward model's rows print no ties and do not make 100.
  ...['gsm8k', 'math', 'zebralogic'].map((task) => {
    const cell = (column: string) => `figure-3/${task}-self-consistency/${column}`
    return wholeOf(
      'figure 3: a pair is ordered right, wrong or not at all',
      cell('metric-correct-metric-wrong'),
      cell('tied'),
      cell('metric-correct-metric-wrong/fraction-of-correct-incorrect-response-pairs'),
    )
  }),
]

/** 280 of the 1,000 puzzles are easy and 720 hard, so that the overall accuracy follows from the two. */
const puzzleMeans: readonly Relation[] = [
  'llama-3-instruct-70b',
  'gemma-2-27b-it-leaderboard',
  'claude-3-haiku-leaderboard',
  'm0-llama-3-instruct-8b',
  'irpo-rm-m1',
  'lmsi-m1',
  'lmsi-m2',
  'scpo-unsup-m1',
  'scpo-unsup-m2',
].map((row) => ({
  kind: 'mean',
  parts: [puzzles(row, 'easy'), puzzles(row, 'hard')],
  weights: [280, 720],
  mean: puzzles(row),
  source: 'overall accuracy is over 280 easy and 720 hard puzzles',
  ...(row === 'm0-llama-3-instruct-8b'
    ? { known: '40.0 of 280 and 0.4 of 720 are 112 and 3 puzzles, which make 11.5 and not 11.6' }
    : {}),
}))

/** First iterations start from the same seed model, so that the same filter leaves the same problems. */
const sameProblems: readonly Relation[] = [
  ...([1, 2, 3, 8, 9] as const).flatMap((table) =>
    (table === 1 ? (['seed'] as const) : (['seed', 'generated'] as const)).map((kind) =>
      same(
        'LMSI is given the same problems, filtered in the same way',
        problems(table, 'lmsi-m1', kind),
        problems(table, 'scpo-unsup-m1', kind),
      ),
    ),
  ),
  ...([1, 2, 8, 9] as const).map((table) =>
    same(
      '§2: labelled problems are paired in the same way with and without unlabelled ones',
      problems(table, 'irpo-gold-m1'),
      problems(table, 'scpo-semi-sup-m1'),
    ),
  ),
]

/** What the tables must keep among themselves, and what the text says of them. */
export const relations: readonly Relation[] = [
  ...impossibleShares,
  ...printedAgain,
  ...otherTables,
  ...puzzleMeans,
  ...sameProblems,
  ...textRelations,
]
