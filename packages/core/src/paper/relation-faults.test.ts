import { expect, test } from 'vitest'
import { relationFaults } from './relation-faults.ts'
import type { Relation } from './relation.ts'

const faultsOf = (relation: object) => relationFaults({ source: '§1', ...relation } as Relation)
const listed = (kind: string, cells: readonly string[]) => ({ kind, cells, margin: 1 })
const names = ['a', 'b', 'c']

// Two numbers rise or agree, three slow down, and a share is one number.
test.each([
  ['same', 2, 'two cells or more'],
  ['rising', 2, 'two cells or more'],
  ['within', 2, 'two cells or more'],
  ['slowing', 3, 'three cells or more'],
  ['share', 1, 'a cell'],
])('%s takes %i cells at least', (kind, least, what) => {
  expect(faultsOf(listed(kind, names.slice(0, least)))).toEqual([])
  const few = faultsOf(listed(kind, names.slice(0, least - 1)))
  expect(few).toEqual([`a relation of kind "${kind}" (§1) needs ${what}`])
})

test('a sum and a mean take two parts at least', () => {
  for (const whole of [
    { kind: 'sum', total: 'whole' },
    { kind: 'sum', total: { exactly: 100 } },
    { kind: 'mean', mean: 'whole' },
  ]) {
    expect(faultsOf({ ...whole, parts: ['a', 'b'] })).toEqual([])
    expect(faultsOf({ ...whole, parts: ['a'] })).toEqual([
      `a relation of kind "${whole.kind}" (§1) needs two parts or more`,
    ])
  }
})

test('a mean has as many weights as parts, each a number above 0', () => {
  const weighted = (...weights: number[]) =>
    faultsOf({ kind: 'mean', parts: ['a', 'b'], weights, mean: 'whole' })
  const isNone = ['a relation of kind "mean" (§1) has a weight that is no number above 0']
  expect(weighted(1, 0.5)).toEqual([])
  for (const bad of [0, -1, Number.NaN, Infinity]) {
    expect([weighted(bad, 1), weighted(1, bad)]).toEqual([isNone, isNone])
  }
  expect(weighted(1)).toEqual(['a relation of kind "mean" (§1) has 1 weights for 2 parts'])
  expect(weighted(1, 1, 1)).toEqual(['a relation of kind "mean" (§1) has 3 weights for 2 parts'])
})

test('a cell that is named again is told once', () => {
  const twice = (kind: string, cell: string) =>
    `a relation of kind "${kind}" (§1) names the cell "${cell}" twice`
  expect(faultsOf(listed('same', ['a', 'b', 'a', 'a', 'b']))).toEqual([
    twice('same', 'a'),
    twice('same', 'b'),
  ])
  const difference = { kind: 'difference', from: 'a', to: 'b', difference: 'c' }
  const harmonic = { kind: 'harmonic mean', precision: 'a', recall: 'b', harmonic: 'c' }
  expect([difference, harmonic].map(faultsOf)).toEqual([[], []])
  expect(faultsOf({ ...difference, to: 'a' })).toEqual([twice('difference', 'a')])
  expect(faultsOf({ ...difference, difference: 'b' })).toEqual([twice('difference', 'b')])
  expect(faultsOf({ ...harmonic, recall: 'c' })).toEqual([twice('harmonic mean', 'c')])
  expect(faultsOf({ kind: 'sum', parts: ['a', 'b'], total: 'a' })).toEqual([twice('sum', 'a')])
})

test('a kind that does not exist is told with those that do, and nothing else', () => {
  expect(faultsOf(listed('rises', ['a', 'a']))).toEqual([
    'a relation (§1) is of the kind "rises", which does not exist; there are: sum, mean, difference, same, harmonic mean, rising, slowing, within, share',
  ])
})
