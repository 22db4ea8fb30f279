import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundedMeanTest, worstValuePs } from './bounded-mean.ts'
import { pairedCountsPs } from './paired-counts.ts'

const unit = { least: -1, most: 1 }

test('a list by hand', () => {
  const list = [...Array<number>(14).fill(0), 0.25, 0.25, -0.25, 0.5, -0.5, -0.25]
  // Imhof's integral by another program; 2,000,000 draws of Dirichlet weights give .0173 for the first.
  expect(worstValuePs(list, unit, -0.2).above).toBeCloseTo(0.0174577, 7)
  expect(worstValuePs(list, unit, 0).above).toBeCloseTo(0.7948148, 7)
})

test('rights and wrongs come out as their counts do', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(-1, 0, 1), { minLength: 1, maxLength: 80 }),
      fc.double({ min: -0.99, max: 0.99, noNaN: true }),
      (values, at) => {
        const [better, worse] = [1, -1].map((x) => values.filter((value) => value === x).length)
        const exact = pairedCountsPs({ better: better!, worse: worse!, n: values.length }, at)
        expect(worstValuePs(values, unit, at)).toEqual(exact)
        // By the integral: bounds that are not quite opposite take its way.
        const integral = worstValuePs(values, { least: -1, most: 1 + 1e-15 }, at)
        expect(integral.above).toBeCloseTo(exact.above, 9)
        expect(integral.below).toBeCloseTo(exact.below, 9)
      },
    ),
  )
})

const lists = fc.array(
  fc.integer({ min: -8, max: 8 }).map((n) => n / 8),
  { minLength: 1, maxLength: 40 },
)

test('the interval leaves out 0 exactly where p is below .05, and holds the effect', () => {
  fc.assert(
    fc.property(lists, (values) => {
      const { effect, low, high, p, n } = boundedMeanTest(values, unit)
      expect(low > 0 || high < 0).toBe(p < 0.05)
      expect(low <= effect && effect <= high && low >= -1 && high <= 1).toBe(true)
      expect(n).toBe(values.length)
      if (low > -1) expect(worstValuePs(values, unit, low).above).toBeCloseTo(0.025, 9)
      if (high < 1) expect(worstValuePs(values, unit, high).below).toBeCloseTo(0.025, 9)
    }),
  )
})

test('scaled or moved values with their bounds say the same', () => {
  fc.assert(
    fc.property(lists, fc.constantFrom(0.5, 4, 100), fc.constantFrom(0, 2), (values, scale, shift) => {
      const one = worstValuePs(values, unit, 0.125)
      const moved = values.map((value) => value * scale + shift)
      const other = worstValuePs(moved, { least: shift - scale, most: shift + scale }, 0.125 * scale + shift)
      expect(other.above).toBeCloseTo(one.above, 9)
      expect(other.below).toBeCloseTo(one.below, 9)
    }),
  )
})

test('shares: one value in [0, 1] leaves what its weight does', () => {
  // Weights of two are uniform on [0, 1]: P(w · x ≤ at) = at / x.
  expect(worstValuePs([0.8], { least: 0, most: 1 }, 0.2).above).toBeCloseTo(0.25, 10)
  // P(1 − w · (1 − x) ≥ at) = (1 − at) / (1 − x).
  expect(worstValuePs([0.2], { least: 0, most: 1 }, 0.6).below).toBeCloseTo(0.5, 10)
  // Three weights of two equal values: P(Beta(2, 1) · x ≤ at) = (at / x)².
  expect(worstValuePs([0.8, 0.8], { least: 0, most: 1 }, 0.2).above).toBeCloseTo(0.0625, 10)
})

test('shares: rights in [0, 1] have the interval of Clopper and Pearson', () => {
  const test = boundedMeanTest([...Array<number>(7).fill(1), ...Array<number>(13).fill(0)], {
    least: 0,
    most: 1,
  })
  // scipy binomtest(7, 20).proportion_ci().
  expect(test.low).toBeCloseTo(0.1539092047845412, 9)
  expect(test.high).toBeCloseTo(0.5921885345328283, 9)
  const losses = boundedMeanTest([...Array<number>(7).fill(-1), ...Array<number>(13).fill(0)], {
    least: -1,
    most: 0,
  })
  expect(losses.high).toBeCloseTo(-test.low, 9)
})

test('nothing measured: nothing known', () => {
  expect(boundedMeanTest([], unit)).toEqual({ effect: Number.NaN, low: -1, high: 1, p: 1, n: 0 })
})

test('small p keep their digits', () => {
  // 60 values at .5 against 0, the worst one at −1: P(Beta(60, 1) · 1.5 ≤ 1) = (2 / 3)^60.
  const { above } = worstValuePs(Array<number>(60).fill(0.5), unit, 0)
  expect(above / (2 / 3) ** 60).toBeCloseTo(1, 9)
})

test('values beyond the bounds are refused, but for rounding', () => {
  expect(() => boundedMeanTest([1.01], unit)).toThrow('1.01 lies beyond its bounds, -1 and 1')
  expect(() => boundedMeanTest([-1.01], unit)).toThrow(RangeError)
  expect(() => boundedMeanTest([Number.NaN], unit)).toThrow(RangeError)
  for (const most of [0, Infinity]) {
    const none = `from 0 to ${most} there is nothing between`
    expect(() => boundedMeanTest([0], { least: 0, most })).toThrow(none)
  }
  // The rounding is a share of what lies between the bounds.
  expect(boundedMeanTest([1000 + 5e-7], { least: 0, most: 1000 }).n).toBe(1)
  expect(() => boundedMeanTest([0.001 + 1e-10], { least: 0, most: 0.001 })).toThrow(RangeError)
  expect(boundedMeanTest([1 + 1e-10, -1 - 1e-10, 0], unit).p).toBe(boundedMeanTest([1, -1, 0], unit).p)
})
