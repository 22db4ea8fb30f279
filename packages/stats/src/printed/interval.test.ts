import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canBeSame, canRise, canSlow, harmonicMeanOf, overlap, printedInterval, sumOf } from './interval.ts'

const value = fc.double({ min: 0, max: 100, noNaN: true })
const decimals = fc.integer({ min: 0, max: 4 })
const printed = fc.tuple(value, decimals).map(([x, d]) => ({ x, text: x.toFixed(d) }))

test('a printed number stands for what rounds to it, by either rule for ties', () => {
  expect(printedInterval('81.6')).toEqual({ low: expect.closeTo(81.55, 12), high: expect.closeTo(81.65, 12) })
  fc.assert(
    fc.property(printed, ({ x, text }) => {
      expect(overlap(printedInterval(text), { low: x, high: x })).toBe(true)
    }),
  )
})

test('sums, means and harmonic means of true values lie among the possible ones', () => {
  fc.assert(
    fc.property(fc.array(printed, { minLength: 1, maxLength: 8 }), decimals, (terms, d) => {
      const intervals = terms.map(({ text }) => printedInterval(text))
      const weights = terms.map((_, i) => (i % 2 === 0 ? 1 : -0.25))
      const sum = terms.reduce((total, { x }, i) => total + x * weights[i]!, 0)
      expect(overlap(sumOf(intervals, weights), printedInterval(sum.toFixed(d)))).toBe(true)
    }),
  )
  fc.assert(
    fc.property(printed, printed, decimals, (a, b, d) => {
      const mean = a.x > 0 && b.x > 0 ? 2 / (1 / a.x + 1 / b.x) : 0
      const possible = harmonicMeanOf(printedInterval(a.text), printedInterval(b.text))
      expect(overlap(possible, printedInterval(mean.toFixed(d)))).toBe(true)
    }),
  )
})

test('ends, worked by hand', () => {
  const [a, b] = [
    { low: 1, high: 2 },
    { low: 3, high: 6 },
  ]
  expect(sumOf([a, b])).toEqual({ low: 4, high: 8 })
  expect(sumOf([a, b], [2, -1])).toEqual({ low: -4, high: 1 })
  // 2 / (1 + 1/3), and 2 / (1/2 + 1/6).
  const mean = { low: expect.closeTo(1.5, 12) as number, high: expect.closeTo(3, 12) as number }
  expect([harmonicMeanOf(a, b), harmonicMeanOf(b, a)]).toEqual([mean, mean])
  expect(harmonicMeanOf({ low: -1, high: 1 }, { low: 1, high: 1 })).toEqual({ low: 0, high: 1 })
  expect(harmonicMeanOf({ low: 1, high: 1 }, { low: -1, high: 1 })).toEqual({ low: 0, high: 1 })
  // They touch, they miss each other, and at a thousand times the size a thousand times as much is rounding.
  const touching = (from: number) => overlap(a, { low: from, high: 9 }) && overlap({ low: from, high: 9 }, a)
  expect([2, 2 + 1e-9, 2 + 4e-9].map(touching)).toEqual([true, true, false])
  const at = (x: number) => ({ low: x, high: x })
  expect([overlap(at(1000), at(1000 + 5e-7)), overlap(at(1000), at(1000 + 5e-6))]).toEqual([true, false])
  expect([overlap(at(-1000 - 5e-7), at(-1000)), overlap(at(0), at(2e-9))]).toEqual([true, false])
})

test('what rises is held against all before it', () => {
  const at = (low: number, high: number) => ({ low, high })
  expect(canRise([at(5, 6), at(1, 7), at(2, 4)])).toBe(false)
  expect(canRise([at(1, 2), at(0, 1)])).toBe(false)
  expect(canRise([at(5, 6), at(1, 7), at(2, 5.5)])).toBe(true)
})

test('what rises may be printed as equal, and not as falling', () => {
  const rises = (...texts: string[]) => canRise(texts.map(printedInterval))
  expect(rises('81.1', '81.1', '81.6')).toBe(true)
  expect(rises('81.1', '81.0')).toBe(false)
  expect(rises('81.1', '81')).toBe(true)
  fc.assert(
    fc.property(fc.uniqueArray(value, { minLength: 2, maxLength: 8 }), decimals, (values, d) => {
      expect(rises(...values.toSorted((a, b) => a - b).map((x) => x.toFixed(d)))).toBe(true)
    }),
  )
})

test('steps that shrink may be printed as equal, and not as growing', () => {
  const slows = (...texts: string[]) => canSlow(texts.map(printedInterval))
  expect(slows('75.4', '83.9', '86.0', '87.5', '87.7')).toBe(true)
  expect(slows('87.5', '87.7', '87.9')).toBe(true)
  expect(slows('87.5', '87.7', '88.3')).toBe(false)
  // Each three count, the last ones and the first.
  expect(slows('75.4', '83.9', '86.0', '90.0')).toBe(false)
  expect(slows('75.4', '75.9', '86.0', '87.0')).toBe(false)
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 6 }), decimals, (steps, d) => {
      const falling = steps.toSorted((a, b) => b - a)
      const sums = falling.map((_, i) => falling.slice(0, i + 1).reduce((a, b) => a + b, 0))
      expect(slows('0', ...sums.map((x) => x.toFixed(d)))).toBe(true)
    }),
  )
})

test('one number with two sets of decimals may be the same, with the same decimals only if the digits are', () => {
  expect(canBeSame('52.6', '52.5')).toBe(false)
  expect(canBeSame('52.6', '52.55')).toBe(true)
  expect(canBeSame('52.6', '52.66')).toBe(false)
  fc.assert(fc.property(value, decimals, decimals, (x, a, b) => canBeSame(x.toFixed(a), x.toFixed(b))))
})
