import { expect, test } from 'vitest'
import { holm } from './holm.ts'

test('Holm multiplies the smallest by n, the next by n - 1, and never goes down', () => {
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06])
  expect(holm([0.5, 0.6])).toEqual([1, 1])
  expect(() => holm([0.1, Number.NaN])).toThrow('not all are p-values')
})
