import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusteredMean } from './clustered-mean.ts'
import { meanOf } from './mean.ts'

const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 40 })

test('items that are their own clusters have the plain standard error', () => {
  fc.assert(
    fc.property(values, (values) => {
      const { standardError, n } = clusteredMean(
        values,
        values.map((_, i) => String(i)),
      )
      expect(n).toBe(values.length)
      expect(standardError).toBeCloseTo(meanOf(values).standardError!, 9)
    }),
  )
})

test('repeating every item within its cluster adds no certainty', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 5 }), (values, times) => {
      const repeated = values.flatMap((value) => Array.from({ length: times }, () => value))
      const clusters = values.flatMap((_, i) => Array.from({ length: times }, () => String(i)))
      expect(clusteredMean(repeated, clusters).standardError).toBeCloseTo(meanOf(values).standardError!, 9)
    }),
  )
})

test('by hand: two clusters, and one has no standard error', () => {
  // Values 1 1 | 0 0, mean 0.5, cluster residuals 1 and -1: sqrt(2/1 · 2) / 4 = 0.5.
  expect(clusteredMean([1, 1, 0, 0], ['a', 'a', 'b', 'b'])).toEqual({
    mean: 0.5,
    standardError: 0.5,
    n: 4,
    clusters: 2,
  })
  expect(clusteredMean([1, 0], ['a', 'a']).standardError).toBeNull()
  expect(() => clusteredMean([1], [])).toThrow('its cluster')
})

test('equal values have no standard error, however they are clustered', () => {
  const letters = fc.constantFrom('a', 'b', 'c')
  fc.assert(
    fc.property(
      fc.double({ min: -10, max: 10, noNaN: true }),
      fc.array(letters, { maxLength: 20 }),
      (value, some) => {
        const clusters = ['a', 'b', ...some]
        expect(
          clusteredMean(
            clusters.map(() => value),
            clusters,
          ).standardError,
        ).toBe(0)
      },
    ),
  )
})
