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

// numpy.array([((i * 7919) % 1000) / 7 - 30 for i in range(n)]).sum() of NumPy 1.24.2; NumPy 2.4.6 has the same.
test.each([
  [8, 435.99999999999994],
  [128, 5250.285714285715],
  [129, 5310.571428571429],
  [200, 8157.142857142857],
  [255, 10609.285714285714],
  [1000, 41357.142857142855],
  [4099, 169325.57142857142],
  [100_000, 4135714.2857142854],
])('the sum of %d values is %d, to the last digit', (n, sum) => {
  const values = Float64Array.from({ length: n }, (_, i) => ((i * 7919) % 1000) / 7 - 30)
  expect(numpySum(values)).toBe(sum)
  expect(values.reduce((total, value) => total + value, 0)).not.toBe(sum)
})
