import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numpySum } from './numpy-sum.ts'

test('it is the sum, up to rounding', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 1000 }), (values) => {
      expect(numpySum(values)).toBe(values.reduce((sum, value) => sum + value, 0))
    }),
  )
})

test('it rounds where NumPy does', () => {
  // numpy.full(n, 0.1).sum() of NumPy 1.24
  expect(numpySum(new Array<number>(10).fill(0.1))).toBe(1.0)
  expect(new Array<number>(10).fill(0.1).reduce((sum, value) => sum + value, 0)).toBe(0.9999999999999999)
})
