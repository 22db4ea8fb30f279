import { expect, test } from 'vitest'
import { cellDifference } from './cell-difference.ts'
import { meanEstimate, shareEstimate } from './estimate.ts'

test('shares, in points', () => {
  // Two independent programs, with the beta intervals that statsmodels gives.
  for (const [right, n, reported, reportedN, low, high] of [
    [683, 1319, 51.8, 1319, -3.931891, 3.895255],
    [60, 100, 55, 1000, -5.790659, 15.218871],
    [0, 100, 1, 1000, -1.881324, 2.708731],
    [198, 200, 97.5, 200, -1.618452, 4.904555],
  ] as const) {
    const [m, r] = [shareEstimate(right / n, n, 100), shareEstimate(reported / 100, reportedN, 100)]
    expect(cellDifference(m, r, 0.1)).toEqual({ low: expect.closeTo(low, 6), high: expect.closeTo(high, 6) })
  }
})

test('by hand: each end has the sides that pull it, and half a last digit', () => {
  const measured = { value: 10, low: 7, high: 15 }
  const reported = { value: 8, low: -4, high: 12 }
  // 2 − √(3² + 4²) − .25 and 2 + √(5² + 12²) + .25.
  expect(cellDifference(measured, reported, 0.5)).toEqual({ low: -3.25, high: 15.25 })
  expect(cellDifference({ ...measured, low: -Infinity }, reported, 0.5)).toEqual({
    low: -Infinity,
    high: 15.25,
  })
})

test('a mean takes Student’s interval', () => {
  // Two degrees of freedom: .95 √(2 / (1 − .95²)).
  const t = 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2))
  expect(meanEstimate(6, 0.5, 3)).toEqual({
    value: 6,
    low: expect.closeTo(6 - t / 2, 9),
    high: expect.closeTo(6 + t / 2, 9),
    standardError: 0.5,
  })
  const unknown = { low: -Infinity, high: Infinity }
  expect(meanEstimate(6, 0.5, 1)).toMatchObject(unknown)
  expect(meanEstimate(6, 0, 80)).toMatchObject(unknown)
})

test('a share is in the cell’s unit with all that it has', () => {
  const [share, percent] = [shareEstimate(0.2, 25), shareEstimate(0.2, 25, 100)]
  // √(.2 · .8 / 25).
  expect(share.standardError).toBeCloseTo(0.08, 14)
  expect(share.value).toBe(0.2)
  for (const key of ['value', 'low', 'high', 'standardError'] as const) {
    expect(percent[key]).toBeCloseTo(100 * share[key], 12)
  }
})
