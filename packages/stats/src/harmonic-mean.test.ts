import fc from 'fast-check'
import { expect, test } from 'vitest'
import { couldBeHarmonicMean, harmonicMean } from './harmonic-mean.ts'

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

test('a printed F1 of printed shares is recognised at any decimals', () => {
  const places = fc.integer({ min: 0, max: 4 })
  fc.assert(
    fc.property(share, share, places, (p, r, decimals) => {
      const [precision, recall, f1] = [p, r, harmonicMean(p, r)].map((value) =>
        (100 * value).toFixed(decimals),
      )
      expect(couldBeHarmonicMean(precision!, recall!, f1!)).toBe(true)
    }),
  )
})

// MetaCritique's README: F1 is a mean over critiques, so none of its rows is the harmonic mean of the two before.
test.each([
  ['76.43', '70.65', '71.14'],
  ['80.79', '64.27', '68.72'],
  ['73.64', '66.77', '67.79'],
  ['83.19', '60.65', '64.02'],
  ['69.56', '51.05', '54.22'],
])('%s and %s do not make %s', (precision, recall, f1) => {
  expect(couldBeHarmonicMean(precision, recall, f1)).toBe(false)
})
