import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equivalenceTest, holm, meanTest, signTest } from './difference.ts'
import { studentQuantile, studentTwoSided } from './numeric/student-t.ts'

test("Student's t agrees with its closed forms for 1, 2 and 4 degrees of freedom", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 50, noNaN: true }), (t) => {
      expect(studentTwoSided(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 10)
      expect(studentTwoSided(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 10)
      const s = t / Math.sqrt(4 + t * t)
      expect(studentTwoSided(t, 4)).toBeCloseTo(1 - (s * (3 - s * s)) / 2, 10)
    }),
  )
})

test('with many degrees of freedom the 5 % point is the normal one', () => {
  expect(studentQuantile(0.05, 1e7)).toBeCloseTo(1.959963984540054, 5)
  // Two degrees of freedom: t = p' sqrt(2 / (1 - p'^2)) with p' = 0.95.
  expect(studentQuantile(0.05, 2)).toBeCloseTo(0.95 * Math.sqrt(2 / (1 - 0.95 ** 2)), 9)
})

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
  expect(equivalenceTest([0.1, 0.1, 0.1], 0.2).p).toBe(0.125)
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

test('the sign test holds for more values than 2^-n has room for', () => {
  const even = Array.from({ length: 4000 }, (_, i) => (i % 2 === 0 ? 1 : -1))
  expect(signTest(even)).toBe(1)
  // In whole numbers: twice the sum of the binomial coefficients up to the 910th of 2,000, over 2^2000.
  let [coefficient, tail] = [1n, 0n]
  for (let k = 0n; k <= 910n; k += 1n) {
    tail += coefficient
    coefficient = (coefficient * (2000n - k)) / (k + 1n)
  }
  const exact = Number((tail * 2n * 2n ** 100n) / 2n ** 2000n) / 2 ** 100
  expect(exact).toBeCloseTo(6.2e-5, 6)
  const p = signTest(Array.from({ length: 2000 }, (_, i) => (i < 1090 ? 1 : -1)))
  expect(p / exact).toBeCloseTo(1, 12)
})

test('few discordant pairs are judged by the exact test', () => {
  // Six of 500 items differ, all one way: 2 · 0.5^6.
  const values = Array.from({ length: 500 }, (_, i) => (i < 6 ? 1 : 0))
  expect(meanTest(values).p).toBeCloseTo(0.03125, 12)
  // 2 against 5 of 7: 2 · (1 + 7 + 21) / 128.
  expect(signTest([1, 1, -1, -1, -1, -1, -1, 0])).toBeCloseTo(58 / 128, 12)
  expect(signTest([0, 0])).toBe(1)
})

test('equivalence holds within the margin and not beside it', () => {
  const near = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 0.1 : -0.1))
  expect(equivalenceTest(near, 0.1).p).toBeLessThan(1e-6)
  expect(
    equivalenceTest(
      near.map((x) => x + 0.1),
      0.1,
    ).p,
  ).toBeGreaterThan(0.4)
})

test('Holm multiplies the smallest by n, the next by n - 1, and never goes down', () => {
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06])
  expect(holm([0.5, 0.6])).toEqual([1, 1])
  expect(() => holm([0.1, Number.NaN])).toThrow('not all are p-values')
})
