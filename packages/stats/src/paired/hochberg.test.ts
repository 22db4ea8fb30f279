import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hochberg } from './hochberg.ts'
import { holm } from './holm.ts'

test('by hand, and as statsmodels has it', () => {
  // statsmodels multipletests(method='simes-hochberg').
  expect(hochberg([0.001, 0.02, 0.03, 0.04])).toEqual([0.004, 0.04, 0.04, 0.04])
  expect(hochberg([0.03, 0.5, 0.01])).toEqual([0.06, 0.5, 0.03])
  expect(hochberg([])).toEqual([])
})

test('never above Holm, never below the p itself; all are below a level where each is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 }),
      (ps) => {
        const adjusted = hochberg(ps)
        adjusted.forEach((p, i) => {
          expect(p).toBeGreaterThanOrEqual(ps[i]!)
          expect(p).toBeLessThanOrEqual(holm(ps)[i]!)
        })
        expect(Math.max(...adjusted)).toBe(Math.max(...ps))
      },
    ),
  )
})

test('what is no p-value is refused', () => {
  for (const p of [-0.1, 1.1, Number.NaN]) expect(() => hochberg([p])).toThrow(RangeError)
})
