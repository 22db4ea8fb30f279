import { expect, test } from 'vitest'
import { holm } from './holm.ts'

test('Holm multiplies the smallest by n, the next by n - 1, and never goes down', () => {
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06])
  expect(holm([0.5, 0.6])).toEqual([1, 1])
  expect(() => holm([0.1, Number.NaN])).toThrow('not all are p-values')
})

test('values of another program, in any order', () => {
  // statsmodels multipletests(method='holm').
  const near = (ps: readonly number[]) => ps.map((p) => expect.closeTo(p, 14) as number)
  expect(holm([0.001, 0.02, 0.03, 0.04])).toEqual(near([0.004, 0.06, 0.06, 0.06]))
  expect(holm([0.04, 0.001, 0.03, 0.02])).toEqual(near([0.06, 0.004, 0.06, 0.06]))
  expect(holm([0, 1])).toEqual([0, 1])
  expect(holm([])).toEqual([])
  for (const p of [-0.1, 1.1]) expect(() => holm([p])).toThrow(RangeError)
})
