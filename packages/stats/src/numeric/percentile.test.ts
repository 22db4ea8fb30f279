import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentile } from './percentile.ts'

test.each([
  // numpy.percentile's documentation: percentile([[10, 7, 4], [3, 2, 1]], 50) is 3.5.
  [[10, 7, 4, 3, 2, 1], 50, 3.5],
  // By hand: place 0.025 · 3 = 0.075 between 1 and 2; place 2.925 between 3 and 4.
  [[4, 3, 2, 1], 2.5, 1.075],
  [[4, 3, 2, 1], 97.5, 3.925],
  [[5], 97.5, 5],
  [[1, 2], 100, 2],
  [[1, 2], 0, 1],
  [[-Infinity, 1], 0, -Infinity],
  [[1, Infinity], 0, 1],
  [[1, Infinity], 10, Infinity],
  [[-Infinity, 1], 90, -Infinity],
  [[Infinity, Infinity], 50, Infinity],
  [[-Infinity, Infinity], 50, Number.NaN],
  [[], 50, Number.NaN],
  [[Number.NaN, 1], 0, Number.NaN],
])('%j at %d is %d', (values, percent, expected) => {
  if (Number.isFinite(expected)) expect(percentile(values, percent)).toBeCloseTo(expected, 12)
  else expect(percentile(values, percent)).toBe(expected)
})

// numpy.percentile([((i * 7919) % 1000) / 7 for i in range(n)], percent) of NumPy 1.24.2; NumPy 2.4.6 has the same.
test.each([
  [101, 2.5, 2.428571428571429],
  [101, 16.7, 22.628571428571426],
  [101, 63.2, 89.51428571428572],
  [101, 97.5, 137.71428571428572],
  [40, 2.5, 0.41785714285714287],
  [40, 33.3, 46.66228571428571],
  [40, 50, 71.64285714285714],
  [40, 99.9, 139.1297142857143],
  [805, 2.5, 3.4571428571428573],
  [805, 16.7, 23.752571428571425],
  [805, 63.2, 90.01828571428571],
  [805, 97.5, 139.12857142857143],
  [805, 99.9, 142.5994285714286],
])('of %d values the one at %d is %d, to the last digit', (n, percent, expected) => {
  const values = Float64Array.from({ length: n }, (_, i) => ((i * 7919) % 1000) / 7)
  expect(percentile(values, percent)).toBe(expected)
})

const samples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 })
const percents = fc.double({ min: 0, max: 100, noNaN: true })

test('lies within the sample, rises with the percentage, and does not mind the order', () => {
  fc.assert(
    fc.property(samples, percents, percents, (values, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)]
      expect(percentile(values, less)).toBeLessThanOrEqual(percentile(values, more) + 1e-9)
      expect(percentile(values, less)).toBeGreaterThanOrEqual(Math.min(...values))
      expect(percentile(values, more)).toBeLessThanOrEqual(Math.max(...values))
      expect(percentile(values.toReversed(), one)).toBe(percentile(values, one))
    }),
  )
})
