import fc from 'fast-check'
import { expect, test } from 'vitest'
import { regularizedBeta } from './beta.ts'
import { binomial, expected } from './binomial.ts'

test('mean and variance, and tails that are beta integrals', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3000 }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      (n, share) => {
        const chances = binomial(n, share)
        expect(expected(chances, () => 1)).toBeCloseTo(1, 12)
        expect(expected(chances, (k) => k) / n).toBeCloseTo(share, 10)
        expect(expected(chances, (k) => (k - n * share) ** 2) / n).toBeCloseTo(share * (1 - share), 9)
        const middle = Math.max(1, Math.round(n * share))
        const atLeast = expected(chances, (k) => (k >= middle ? 1 : 0))
        expect(atLeast).toBeCloseTo(regularizedBeta(share, 1 - share, middle, n - middle + 1), 10)
      },
    ),
  )
})

test('certain ones', () => {
  expect(binomial(7, 0)).toEqual({ from: 0, chances: Float64Array.of(1) })
  expect(binomial(7, 1)).toEqual({ from: 7, chances: Float64Array.of(1) })
  expect(binomial(0, 0.3)).toEqual({ from: 0, chances: Float64Array.of(1) })
})
