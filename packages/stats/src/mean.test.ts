import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meanOf } from './mean.ts'

test('standard error uses n - 1', () => {
  // 1, 2, 3, 4: variance 5/3, so the standard error is sqrt(5/3/4).
  const { mean, standardError, n } = meanOf([1, 2, 3, 4])
  expect(mean).toBe(2.5)
  expect(standardError).toBeCloseTo(Math.sqrt(5 / 12), 15)
  expect(n).toBe(4)
})

test('too few values have no standard error', () => {
  expect(meanOf([7])).toEqual({ mean: 7, standardError: null, n: 1 })
  expect(meanOf([]).mean).toBeNaN()
})

test('agrees with the two-pass formula on a share', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 500 }), fc.nat(), (n, seed) => {
      const right = seed % (n + 1)
      const { mean, standardError } = meanOf(Array.from({ length: n }, (_, i) => (i < right ? 1 : 0)))
      const share = right / n
      expect(mean).toBeCloseTo(share, 12)
      expect(standardError).toBeCloseTo(Math.sqrt((share * (1 - share)) / (n - 1)), 12)
    }),
  )
})

test('equal values have no standard error, whatever rounding makes of their mean', () => {
  expect(meanOf([0.1, 0.1, 0.1])).toEqual({ mean: 0.10000000000000002, standardError: 0, n: 3 })
})
