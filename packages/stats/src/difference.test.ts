import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meanTest } from './difference.ts'

test('the interval excludes 0 exactly when p is below 0.05', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 30 }),
      (values) => {
        const { low, high, p } = meanTest(values)
        fc.pre(Math.abs(p - 0.05) > 1e-6)
        expect(low > 0 || high < 0).toBe(p < 0.05)
      },
    ),
  )
})

test('no spread, or one value', () => {
  expect(meanTest([2, 2, 2])).toMatchObject({ effect: 2, low: -Infinity, high: Infinity, p: 0.25 })
  expect(meanTest(Array<number>(10).fill(2))).toMatchObject({ low: 2, high: 2, p: 2 ** -9 })
  expect(meanTest([0, 0])).toMatchObject({ effect: 0, p: 1 })
  expect(meanTest([3])).toMatchObject({ p: 1, low: -Infinity })
})

test('values that are equal have no spread, whatever rounding makes of their mean', () => {
  // The mean of three times 0.1 is 0.10000000000000002, so that residuals are not 0.
  expect(meanTest([0.1, 0.1, 0.1])).toEqual({ effect: 0.1, low: -Infinity, high: Infinity, p: 0.25, n: 3 })
  const any = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 })
  fc.assert(
    fc.property(any, fc.integer({ min: 2, max: 60 }), (value, n) => {
      const { effect, low, high, p } = meanTest(Array<number>(n).fill(value))
      expect(effect).toBe(value)
      expect(p).toBe(value === 0 ? 1 : 2 ** (1 - n))
      expect([low, high]).toEqual(value === 0 || n > 5 ? [value, value] : [-Infinity, Infinity])
    }),
  )
})

test('differences that are equal but for the rounding of what was subtracted have no spread', () => {
  // Three seeds, ten points apart each: 0.10000000000000009, 0.09999999999999998, 0.09999999999999998.
  expect(meanTest([0.8 - 0.7, 0.6 - 0.5, 0.5 - 0.4]).p).toBe(0.25)
  const gap = fc.integer({ min: 1, max: 1000 })
  const starts = fc.array(fc.integer({ min: 0, max: 14_000 }), { minLength: 2, maxLength: 10 })
  fc.assert(
    fc.property(gap, starts, (gap, starts) => {
      const percent = (right: number) => (100 * right) / 14_000
      expect(meanTest(starts.map((from) => percent(from + gap) - percent(from))).p).toBe(
        2 ** (1 - starts.length),
      )
    }),
  )
})

test('few discordant pairs are judged by the exact test', () => {
  // Six of 500 items differ, all one way: 2 · 0.5^6.
  const values = Array.from({ length: 500 }, (_, i) => (i < 6 ? 1 : 0))
  expect(meanTest(values).p).toBeCloseTo(0.03125, 12)
})
