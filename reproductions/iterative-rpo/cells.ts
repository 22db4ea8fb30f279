import type { CellMapping } from '@retable/core'

/** The paper's benchmarks, by their ids here. */
export type BenchmarkId = 'gsm8k' | 'arc' | 'math'

/** Accuracy on GSM8K. */
export const gsm8k = (row: string) => `table-1/${row}/test-accuracy`

/** Accuracy on the other two tasks. */
export const other = (row: string, task: 'arc-challenge' | 'math') => `table-2/${row}/${task}`

export const iteration = (t: number) => `iterative-rpo-iteration-${t}`

/** Metric that stands beside a majority of 32 votes: the expected majority of as many as a tier draws. */
export const majorityOf = (votes: number) => `maj@${votes}_expected`

type Row = readonly [row: string, setting: string, metric?: string]

/** Which setting and metric of a run on a benchmark stands beside a reported cell. */
export function cellsOf(benchmark: BenchmarkId, votes: number): readonly CellMapping[] {
  const cell = (row: string) =>
    benchmark === 'gsm8k' ? gsm8k(row) : other(row, benchmark === 'arc' ? 'arc-challenge' : 'math')
  const rows = benchmark === 'gsm8k' ? table1(majorityOf(votes)) : table2(majorityOf(votes))
  return rows.map(([row, setting, metric = 'accuracy']) => ({
    cell: cell(row),
    measured: { setting, metric },
  }))
}

/** GSM8K: the name of each row, and the arm that is trained as it says. */
function table1(majority: string): readonly Row[] {
  return [
    ['zero-shot-cot', 'base'],
    ['zero-shot-cot-majority-voting-32', 'base', majority],
    ...[1, 2, 3, 4].map((t): Row => [iteration(t), `rpo/iteration ${t}`]),
    ...[3, 4].map((t): Row => [`${iteration(t)}-majority-voting-32`, `rpo/iteration ${t}`, majority]),
    ['dpo-initialized-from-llama-2-70b-chat', 'dpo'],
    ['dpo-initialized-from-sft-trained-on-iteration-1-chosen-seqs', 'dpo from sft'],
    ['sft-on-gold-cot-examples', 'sft on gold'],
    ['star-1-iteration', 'sft on chosen'],
    ['star-1-iteration-twice-as-much-data', 'sft on twice the chosen'],
    ['iterative-rpo-1-iteration-initialized-from-sft-trained-on-chosen-seqs', 'rpo from sft'],
    ['iterative-rpo-1-iteration-twice-as-much-data', 'rpo on twice the pairs'],
  ]
}

/** ARC and MATH. */
function table2(majority: string): readonly Row[] {
  return [
    ['cot', 'base'],
    ['cot-majority-voting-32', 'base', majority],
    ...[1, 2, 3].map((t): Row => [iteration(t), `rpo/iteration ${t}`]),
    [`${iteration(3)}-majority-voting-32`, 'rpo/iteration 3', majority],
    ['sft-on-chosen-sequences', 'sft on chosen'],
    ['dpo-initialized-from-llama-2-70b-chat', 'dpo'],
    ['dpo-init-from-sft-model-trained-on-chosen-seqs', 'dpo from sft'],
  ]
}

/** Beside table 1, for tiers of eight votes that vote after their last iteration alone. */
export const cells: readonly CellMapping[] = cellsOf('gsm8k', 8).filter(
  ({ cell }) => cell !== gsm8k(`${iteration(3)}-majority-voting-32`),
)

/** Cells of models that the recipe trains, and not of the one that it starts from. */
export function trainedOf(mapped: readonly CellMapping[]): readonly string[] {
  return mapped.filter(({ measured }) => measured.setting !== 'base').map(({ cell }) => cell)
}

export const trainedCells: readonly string[] = trainedOf(cells)
