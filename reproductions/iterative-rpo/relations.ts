import { rising, same, type Relation } from '@retable/core'
import { gsm8k, iteration, other } from './cells.ts'

const sftDpo = 'dpo-init-from-sft-model-trained-on-chosen-seqs'
const dpo = 'dpo-initialized-from-llama-2-70b-chat'
const tasks = ['arc-challenge', 'math'] as const

/** The abstract of version 1 has all three tasks; its numbers are those of version 3's tables. */
const abstract: readonly Relation[] = (
  [
    ['llama-2-70b-chat-before/gsm8k', gsm8k('zero-shot-cot')],
    ['iterative-rpo-final-iteration-4/gsm8k', gsm8k(iteration(4))],
    ['iterative-rpo-final-iteration-4-majority-voting-32/gsm8k', gsm8k(`${iteration(4)}-majority-voting-32`)],
    ['llama-2-70b-chat-before/math', other('cot', 'math')],
    ['iterative-rpo-final-iteration-3/math', other(iteration(3), 'math')],
    ['llama-2-70b-chat-before/arc-challenge', other('cot', 'arc-challenge')],
    ['iterative-rpo-final-iteration-3/arc-challenge', other(iteration(3), 'arc-challenge')],
  ] as const
).map(([row, cell]) => same('the abstract of version 1 and the tables of version 3', `abstract/${row}`, cell))

/** Accuracy by iteration: each table starts with the seed model. */
const byIteration: readonly (readonly [table: number, cells: readonly string[]])[] = [
  [1, ['zero-shot-cot', ...[1, 2, 3, 4].map(iteration)].map(gsm8k)],
  ...tasks.map((task) => [2, ['cot', ...[1, 2, 3].map(iteration)].map((row) => other(row, task))] as const),
]

const text: readonly Relation[] = [
  ...byIteration.flatMap(([table, cells]): Relation[] => [
    rising(`text on table ${table}: accuracy rises with each iteration`, ...cells),
    {
      kind: 'slowing',
      cells,
      source: `text on table ${table}: each iteration adds less than the one before`,
    },
  ]),
  ...tasks.flatMap((task) => [
    rising(
      'text on table 2: the likelihood term adds to DPO on the same pairs',
      other(dpo, task),
      other(iteration(1), task),
    ),
    rising(
      'text on table 2: it beats SFT on the chosen responses',
      other('sft-on-chosen-sequences', task),
      other(iteration(1), task),
    ),
  ]),
  ...[dpo, 'sft-on-gold-cot-examples', 'star-1-iteration'].map((row) =>
    rising('text on table 1: one iteration beats this baseline', ...[row, iteration(1)].map(gsm8k)),
  ),
  ...[dpo, sftDpo].map((row) =>
    rising(
      'text on table 2: plain DPO on MATH is below its starting point',
      ...[row, 'cot'].map((each) => other(each, 'math')),
    ),
  ),
]

export const relations: readonly Relation[] = [...abstract, ...text]
