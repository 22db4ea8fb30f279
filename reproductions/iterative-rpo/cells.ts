import type { CellMapping } from '@retable/core'

/** Accuracy on GSM8K. */
export const gsm8k = (row: string) => `table-1/${row}/test-accuracy`

/** Accuracy on the other two tasks. */
export const other = (row: string, task: 'arc-challenge' | 'math') => `table-2/${row}/${task}`

export const iteration = (t: number) => `iterative-rpo-iteration-${t}`

/** Which setting and metric of a run stands beside a reported cell of table 1 (GSM8K). */
export const cells: readonly CellMapping[] = [
  beside('zero-shot-cot', 'base'),
  beside('zero-shot-cot-majority-voting-32', 'base', 'maj@8_expected'),
  ...[1, 2, 3, 4].map((t) => beside(`iterative-rpo-iteration-${t}`, `rpo/iteration ${t}`)),
  beside('iterative-rpo-iteration-4-majority-voting-32', 'rpo/iteration 4', 'maj@8_expected'),
  beside('dpo-initialized-from-llama-2-70b-chat', 'dpo'),
  beside('dpo-initialized-from-sft-trained-on-iteration-1-chosen-seqs', 'dpo from sft'),
  beside('sft-on-gold-cot-examples', 'sft on gold'),
  beside('star-1-iteration', 'sft on chosen'),
  beside('star-1-iteration-twice-as-much-data', 'sft on twice the chosen'),
  beside('iterative-rpo-1-iteration-initialized-from-sft-trained-on-chosen-seqs', 'rpo from sft'),
  beside('iterative-rpo-1-iteration-twice-as-much-data', 'rpo on twice the pairs'),
]

/** Cells of models that the recipe trains, and not of the one that it starts from. */
export const trainedCells: readonly string[] = cells
  .filter(({ measured }) => measured.setting !== 'base')
  .map(({ cell }) => cell)

function beside(row: string, setting: string, metric = 'accuracy'): CellMapping {
  return { cell: gsm8k(row), measured: { setting, metric } }
}
