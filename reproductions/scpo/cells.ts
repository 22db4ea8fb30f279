/** Accuracy cells of a method's row: `greedy`, or `sc-8-way` for self-consistency. */
export type Decoding = 'greedy' | 'sc-8-way'

/** Table 1 has GSM8K, table 2 MATH; tables 8 and 9 the same from Llama-3.1. */
export const accuracy = (table: 1 | 2 | 8 | 9, row: string, decoding: Decoding = 'greedy') =>
  `table-${table}/${row}/test-acc-${decoding}`

/** ZebraLogic. */
export const puzzles = (row: string, kind: 'overall' | 'easy' | 'hard' = 'overall') =>
  `table-3/${row}/puzzle-acc-${kind}`

/** Thousands of training problems after filtering. */
export const problems = (table: 1 | 2 | 3 | 8 | 9, row: string, kind: 'seed' | 'generated' = 'seed') =>
  `table-${table}/${row}/train-data-${kind}`

/** The ablation of weights: `weighted` is the method itself. */
export const ablation = (
  task: 'gsm8k' | 'math',
  model: 'm1' | 'm2',
  weights: 'weighted' | 'equal',
  decoding: Decoding = 'greedy',
) => `table-4-1/${task}-${model}-${weights === 'weighted' ? 'scpo-unsup' : 'w-x-1'}/test-acc-${decoding}`

/** A third iteration, beside the earlier ones. */
export const further = (task: 'gsm8k' | 'math', row: string, decoding: Decoding = 'greedy') =>
  `table-10/${task}-${row}/test-acc-${decoding}`

export const m0 = 'seed-model-m0-zero-shot'
