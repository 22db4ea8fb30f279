import type { Relation } from '@retable/core'
import { ablation, accuracy, further, m0, problems, puzzles, type Decoding } from './cells.ts'

const decodings: readonly Decoding[] = ['greedy', 'sc-8-way']
const tasks = [
  { task: 'gsm8k', table: 1 },
  { task: 'math', table: 2 },
] as const
const thresholds = ['0-1k', '0-3k', '0-5k', '0-7k']
const byThreshold = (column: string) => thresholds.map((threshold) => `table-5/m1-tau-${threshold}/${column}`)
const last = 'scpo-unsup-m2'

/** Table 10 prints the two iterations again, beside a third one; table 4 prints them beside equal weights. */
const saidAgain: readonly Relation[] = tasks.flatMap(({ task, table }) =>
  decodings.flatMap((decoding): Relation[] => [
    {
      kind: 'same',
      cells: [accuracy(table, m0, decoding), further(task, 'm0', decoding)],
      source: `the seed model stands in tables ${table} and 10`,
      ...(task === 'gsm8k' && decoding === 'sc-8-way'
        ? { known: 'table 1 prints 51.80 and table 10 prints 58.80 for the seed model with self-consistency' }
        : {}),
    },
    ...(['m1', 'm2'] as const).map((model): Relation => ({
      kind: 'same',
      cells: [
        accuracy(table, `scpo-unsup-${model}`, decoding),
        ablation(task, model, 'weighted', decoding),
        further(task, `${model}-scpo-unsup`, decoding),
      ],
      source: `the model stands in tables ${table}, 4 and 10`,
    })),
  ]),
)

/** Ablations in which one setting is the method itself. */
const otherTables: readonly Relation[] = [
  {
    kind: 'same',
    cells: [accuracy(2, m0), 'table-5/m0/test-acc'],
    source: 'the seed model stands in tables 2 and 5',
  },
  {
    kind: 'same',
    cells: [accuracy(2, 'scpo-unsup-m1'), 'table-5/m1-tau-0-5k/test-acc'],
    source: 'the first iteration is trained with a threshold of 0.5k',
  },
  {
    kind: 'sum',
    parts: [problems(2, 'scpo-unsup-m1'), problems(2, 'scpo-unsup-m1', 'generated')],
    total: 'table-5/m1-tau-0-5k/train',
    source: 'table 5 counts seed and generated problems together, table 2 apart',
  },
  {
    kind: 'same',
    cells: ['table-6/gsm8k/somers-d', 'table-7/gsm8k/k-8'],
    source: 'table 6 is about the 8 samples that GSM8K is trained with, which are a column of table 7',
  },
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
  last,
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
  ...(
    [
      [1, ['seed']],
      [2, ['seed', 'generated']],
      [3, ['seed', 'generated']],
      [8, ['seed', 'generated']],
      [9, ['seed', 'generated']],
    ] as const
  ).flatMap(([table, kinds]) =>
    kinds.map((kind): Relation => ({
      kind: 'same',
      cells: [problems(table, 'lmsi-m1', kind), problems(table, 'scpo-unsup-m1', kind)],
      source: 'LMSI is given the same problems, filtered in the same way',
    })),
  ),
  ...([1, 2, 8, 9] as const).map((table): Relation => ({
    kind: 'same',
    cells: [problems(table, 'irpo-gold-m1'), problems(table, 'scpo-semi-sup-m1')],
    source: '§2: labelled problems are paired in the same way with and without unlabelled ones',
  })),
]

const rising: readonly Relation[] = [
  ...tasks.map(({ table }): Relation => ({
    kind: 'rising',
    cells: [m0, 'scpo-unsup-m1', last].map((row) => accuracy(table, row)),
    source: `text on table ${table}: greedy accuracy rises with both iterations`,
  })),
  ...['llama-3-instruct-70b', 'gemma-2-27b-it-leaderboard', 'claude-3-haiku-leaderboard'].map(
    (row): Relation => ({
      kind: 'rising',
      cells: [puzzles(row), puzzles(last)],
      source: 'abstract: on ZebraLogic the trained 8B model is ahead of this one',
    }),
  ),
  ...['gsm8k', 'zebralogic'].map((task): Relation => ({
    kind: 'rising',
    cells: [2, 4, 8, 16].map((k) => `table-7/${task}/k-${k}`),
    source: 'text on table 7: with more samples the share of votes goes closer with accuracy',
  })),
  {
    kind: 'rising',
    cells: byThreshold('margin'),
    source: 'text on table 5: a higher threshold leaves clearer margins',
  },
  {
    kind: 'rising',
    cells: byThreshold('train').toReversed(),
    source: 'text on table 5: a higher threshold leaves fewer problems',
  },
  {
    kind: 'rising',
    cells: byThreshold('test-acc').slice(0, 3),
    source: 'text on table 5: accuracy is best at a threshold of 0.5k',
  },
  {
    kind: 'rising',
    cells: byThreshold('test-acc').slice(2).toReversed(),
    source: 'text on table 5: accuracy is best at a threshold of 0.5k',
  },
  ...tasks.flatMap(({ task }) =>
    decodings.flatMap((decoding) =>
      (['m1', 'm2'] as const).map((model): Relation => ({
        kind: 'rising',
        cells: [ablation(task, model, 'equal', decoding), ablation(task, model, 'weighted', decoding)],
        source: 'text on table 4: weighting helps in all cases',
        ...(task === 'math' && model === 'm2' && decoding === 'sc-8-way'
          ? {
              known:
                'with self-consistency the second iteration on MATH is 25.58 without weights, 24.58 with',
            }
          : {}),
      })),
    ),
  ),
]

/** Greedy accuracies on GSM8K that no number of its 1,319 problems gives in the printed decimals. */
const impossibleShares: readonly Relation[] = [
  {
    kind: 'share',
    cells: [accuracy(8, 'irpo-rm-m1'), accuracy(8, 'irpo-rm-m2'), further('gsm8k', 'm3-scpo-unsup')],
    source: 'accuracies are over the 1,319 test problems of GSM8K',
    known: 'why is not said; 773, 792 and 847 right answers give them with further digits cut off',
  },
  {
    kind: 'share',
    cells: [accuracy(8, 'scpo-semi-sup-m1')],
    source: 'accuracies are over the 1,319 test problems of GSM8K',
    known: 'why is not said; 865 right answers give 65.58, which is 65.6 with one decimal',
  },
]

export const relations: readonly Relation[] = [
  ...impossibleShares,
  ...saidAgain,
  ...otherTables,
  ...puzzleMeans,
  ...sameProblems,
  ...rising,
]
