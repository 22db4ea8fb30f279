import type { Relation } from '@retable/core'

const table1 = (row: string) => `table-1/${row}/test-accuracy`
const table2 = (row: string, column: string) => `table-2/${row}/${column}`
const iterations = [1, 2, 3].map((t) => `iterative-rpo-iteration-${t}`)

const same = (abstract: string, table: string): Relation => ({
  kind: 'same',
  source: 'version 1’s abstract and version 3’s tables',
  cells: [`abstract/${abstract}`, table],
})
const rising = (cells: readonly string[]): Relation => ({
  kind: 'rising',
  source: '§3: performance goes on rising over the iterations',
  cells,
})

/** What the reported cells must keep among themselves. */
export const relations: readonly Relation[] = [
  same('llama-2-70b-chat-before/gsm8k', table1('zero-shot-cot')),
  same('iterative-rpo-final-iteration-4/gsm8k', table1('iterative-rpo-iteration-4')),
  same(
    'iterative-rpo-final-iteration-4-majority-voting-32/gsm8k',
    table1('iterative-rpo-iteration-4-majority-voting-32'),
  ),
  same('llama-2-70b-chat-before/math', table2('cot', 'math')),
  same('iterative-rpo-final-iteration-3/math', table2('iterative-rpo-iteration-3', 'math')),
  same('llama-2-70b-chat-before/arc-challenge', table2('cot', 'arc-challenge')),
  same('iterative-rpo-final-iteration-3/arc-challenge', table2('iterative-rpo-iteration-3', 'arc-challenge')),
  rising([...iterations, 'iterative-rpo-iteration-4'].map(table1)),
  rising(iterations.map((row) => table2(row, 'arc-challenge'))),
  rising(iterations.map((row) => table2(row, 'math'))),
]
