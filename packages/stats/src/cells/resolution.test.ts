import { expect, test } from 'vitest'
import { cellDifference } from './cell-difference.ts'
import { meanEstimate, shareEstimate } from './estimate.ts'
import { meanResolution, shareResolution } from './resolution.ts'

test('of shares', () => {
  // Two independent programs.
  for (const [n, reported, reportedN, points] of [
    [1319, 0.518, 1319, 5.706],
    [100, 0.55, 1000, 15.519],
    [100, 0.01, 1000, 7.227],
    [200, 0.975, 200, 7.149],
  ] as const) {
    const given = { n, reported, reportedN, lastDigit: 0.1, scale: 100 }
    expect(shareResolution(given)).toBeCloseTo(points, 3)
    expect(shareResolution({ ...given, lastDigit: 0.001, scale: 1 })).toBeCloseTo(points / 100, 5)
  }
})

test('it is the least share that clears 0 by .92 standard errors, found by trying', () => {
  const [n, reported, reportedN, lastDigit] = [60, 0.3, 90, 0.01]
  const known = shareEstimate(reported, reportedN)
  const clearedFrom = (sign: 1 | -1) => {
    for (let x = 0; ; x += 0.0001) {
      const measured = shareEstimate(reported + sign * x, n)
      const { low, high } = cellDifference(measured, known, lastDigit)
      const error = Math.sqrt(measured.standardError ** 2 + known.standardError ** 2)
      if ((sign > 0 ? low : -high) > 0.92 * error) return x
    }
  }
  const found = shareResolution({ n, reported, reportedN, lastDigit })
  expect(found).toBeCloseTo(Math.max(clearedFrom(1), clearedFrom(-1)), 3)
})

test('where no share at all would be told apart, it is without end', () => {
  expect(shareResolution({ n: 2, reported: 0.5, reportedN: 2, lastDigit: 0.01 })).toBe(Infinity)
})

test('of means: both half-widths, .92 standard errors and half a last digit', () => {
  // √(6² + 8²) = 10 and √(3² + 4²) = 5: 10 + .92 · 5 + .25; where an interval is longer on one side, that one.
  const measured = { value: 50, low: 44, high: 56, standardError: 3 }
  const reported = { value: 20, low: 12, high: 28, standardError: 4 }
  expect(meanResolution(measured, reported, 0.5)).toBeCloseTo(14.85, 12)
  expect(meanResolution({ ...measured, low: 46 }, { ...reported, high: 26 }, 0.5)).toBeCloseTo(14.85, 12)
  expect(meanResolution({ ...measured, high: 54 }, { ...reported, low: 14 }, 0.5)).toBeCloseTo(14.85, 12)
  expect(meanResolution(meanEstimate(1, 0, 9), reported, 0.5)).toBe(Infinity)
})
