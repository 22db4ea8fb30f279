import { expect, test } from 'vitest'
import { evaluatedRows, findRow } from './evaluated-rows.ts'
import { evaluationOf, paperOf } from './testing-evals.ts'

const { reproduction } = paperOf(
  [],
  [
    evaluationOf({ 'table-1/base/greedy': 'accuracy', 'table-1/ours/greedy': 'accuracy' }),
    evaluationOf({ 'table-1/base/votes': 'maj@8' }, { samples: { value: 8, source: 'stated' } }),
    evaluationOf({ 'table-2/base/math': 'accuracy' }, { benchmark: 'math' }),
    evaluationOf({ 'table-2/base/arc': 'accuracy' }, { benchmark: 'arc', unlike: 'it draws' }),
    evaluationOf({ 'table-3/thinking/x': 'accuracy' }, { unlike: 'it thinks first' }),
  ],
)

test('rows are those of cells, each with every way that its cells are measured; what cannot be asked is none', () => {
  const rows = evaluatedRows(reproduction).map(({ row, evaluations }) => [row, evaluations.length])
  expect(rows).toEqual([
    ['table-1/base', 2],
    ['table-1/ours', 1],
    ['table-2/base', 1],
  ])
})

test('a row is named whole, or by its own part where one table has it; benchmarks may be chosen', () => {
  expect(findRow(reproduction, 'table-1/base').evaluations).toHaveLength(2)
  expect(findRow(reproduction, 'ours').row).toBe('table-1/ours')
  expect(findRow(reproduction, 'table-2/base', ['math', 'arc']).evaluations).toHaveLength(1)
  for (const [name, only, message] of [
    ['base', [], 'several tables have it: table-1/base, table-2/base'],
    ['table-1/bas', [], 'did you mean table-1/base?'],
    ['table-3/thinking', [], 'this one cannot be asked here: it thinks first'],
    ['table-2/base', ['gsm8k'], 'p/table-2/base has no cell of gsm8k; it has cells of math'],
  ] as const) {
    expect(() => findRow(reproduction, name, only)).toThrow(message)
  }
})

test('what of a row cannot be asked for is told, unless its benchmark is not wanted', () => {
  const told = ['table-2/base/arc is not asked for: it draws']
  expect(findRow(reproduction, 'table-2/base').leftOut).toEqual(told)
  expect(findRow(reproduction, 'table-2/base', ['math', 'arc']).leftOut).toEqual(told)
  expect(findRow(reproduction, 'table-2/base', ['math']).leftOut).toEqual([])
  expect(findRow(reproduction, 'table-1/base').leftOut).toEqual([])
})
