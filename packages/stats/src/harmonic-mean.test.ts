import fc from 'fast-check'
import { expect, test } from 'vitest'
import { harmonicMean } from './harmonic-mean.ts'

const share = fc.nat({ max: 1000 }).map((right) => right / 1000)

test('the harmonic mean lies between its two shares', () => {
  fc.assert(
    fc.property(share, share, (p, r) => {
      const mean = harmonicMean(p, r)
      expect(mean).toBeGreaterThanOrEqual(p === 0 || r === 0 ? 0 : Math.min(p, r) * (1 - 1e-12))
      expect(mean).toBeLessThanOrEqual(Math.max(p, r) * (1 + 1e-12))
    }),
  )
})

test('by hand, and 0 where either is', () => {
  // 2 · .5 · .25 / .75.
  expect(harmonicMean(0.5, 0.25)).toBeCloseTo(1 / 3, 15)
  expect([harmonicMean(0, 0.5), harmonicMean(0.5, 0), harmonicMean(0, 0)]).toEqual([0, 0, 0])
  expect(harmonicMean(0.4, 0.4)).toBeCloseTo(0.4, 15)
})
