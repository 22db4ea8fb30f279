import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalInterval, wilsonInterval } from './interval.ts'

test('the ends solve the score equation (p - share)^2 = z^2 p (1 - p) / n', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), (n, seed) => {
      const share = (seed % (n + 1)) / n
      const z2 = 1.959963984540054 ** 2
      const { low, high } = wilsonInterval(share, n)
      for (const p of [low, high]) {
        expect((p - share) ** 2).toBeCloseTo((z2 * p * (1 - p)) / n, 10)
      }
      expect(low).toBeLessThanOrEqual(share + 1e-12)
      expect(high).toBeGreaterThanOrEqual(share - 1e-12)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
    }),
  )
})

test('none right of ten still leaves room above zero', () => {
  // Closed form at share 0: z^2 / (n + z^2).
  const z2 = 1.959963984540054 ** 2
  expect(wilsonInterval(0, 10)).toEqual({ low: 0, high: expect.closeTo(z2 / (10 + z2), 12) as number })
})

test('nothing right starts at exactly 0, everything right ends at exactly 1', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), (n) => {
      expect(wilsonInterval(0, n).low).toBe(0)
      expect(wilsonInterval(1, n).high).toBe(1)
    }),
  )
})

test('the normal interval is symmetric', () => {
  expect(normalInterval(10, 2)).toEqual({
    low: 10 - 2 * 1.959963984540054,
    high: 10 + 2 * 1.959963984540054,
  })
})
