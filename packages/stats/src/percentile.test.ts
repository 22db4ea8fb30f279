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
