import type { Relation } from '@retable/core'

const gsm8k = (row: string) => `table-1/${row}/test-accuracy`
const other = (row: string, task: 'arc-challenge' | 'math') => `table-2/${row}/${task}`
const iteration = (t: number) => `iterative-rpo-iteration-${t}`
const sftDpo = 'dpo-init-from-sft-model-trained-on-chosen-seqs'
const dpo = 'dpo-initialized-from-llama-2-70b-chat'

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
).map(([row, cell]) => ({
  kind: 'same',
  cells: [`abstract/${row}`, cell],
  source: 'the abstract of version 1 and the tables of version 3',
}))

const rising: readonly Relation[] = [
  {
    kind: 'rising',
    cells: ['zero-shot-cot', ...[1, 2, 3, 4].map(iteration)].map(gsm8k),
    source: 'text on table 1: accuracy rises with each iteration',
  },
  ...(['arc-challenge', 'math'] as const).flatMap((task): Relation[] => [
    {
      kind: 'rising',
      cells: ['cot', ...[1, 2, 3].map(iteration)].map((row) => other(row, task)),
      source: 'text on table 2: accuracy rises with each iteration',
    },
    {
      kind: 'rising',
      cells: [other(dpo, task), other(iteration(1), task)],
      source: 'text on table 2: the likelihood term adds to DPO on the same pairs',
    },
    {
      kind: 'rising',
      cells: [other('sft-on-chosen-sequences', task), other(iteration(1), task)],
      source: 'text on table 2: it beats SFT on the chosen responses',
    },
  ]),
  ...[dpo, 'sft-on-gold-cot-examples', 'star-1-iteration'].map((row): Relation => ({
    kind: 'rising',
    cells: [row, iteration(1)].map(gsm8k),
    source: 'text on table 1: one iteration beats this baseline',
  })),
  ...[dpo, sftDpo].map((row): Relation => ({
    kind: 'rising',
    cells: [other(row, 'math'), other('cot', 'math')],
    source: 'text on table 2: plain DPO on MATH is below its starting point',
  })),
]

/** No cell holds the sentence's number itself; the row that it is taken from stands for it. */
const standardDpo: Relation = {
  kind: 'same',
  cells: [other(dpo, 'arc-challenge'), other(sftDpo, 'arc-challenge')],
  source: '§3.2 gives 83.5 for standard DPO on ARC',
  known: 'table 2 has 82.8 for DPO from the chat model; 83.5 is DPO from the model after SFT',
}

export const relations: readonly Relation[] = [...abstract, ...rising, standardDpo]
