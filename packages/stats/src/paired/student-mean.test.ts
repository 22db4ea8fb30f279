import fc from 'fast-check'
import { expect, test } from 'vitest'
import { studentMeanTest, studentPs } from './student-mean.ts'

test('by hand', () => {
  // 1, 2, 3: standard error 1/√3, t = 2√3 with 2 degrees of freedom, whose p is 1 − t / √(2 + t²).
  const { effect, low, high, p, n } = studentMeanTest([1, 2, 3])
  expect([effect, n]).toEqual([2, 3])
  expect(p).toBeCloseTo(1 - Math.sqrt(12 / 14), 12)
  // The 5 % point with 2 degrees is .95 √(2 / (1 − .95²)).
  const half = (0.95 * Math.sqrt(2 / (1 - 0.95 ** 2))) / Math.sqrt(3)
  expect([low, high]).toEqual([expect.closeTo(2 - half, 9), expect.closeTo(2 + half, 9)])
})

test('the interval excludes 0 exactly when p is below 0.05', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 30 }),
      (values) => {
        const { low, high, p } = studentMeanTest(values)
        fc.pre(Math.abs(p - 0.05) > 1e-6)
        expect(low > 0 || high < 0).toBe(p < 0.05)
      },
    ),
  )
})

test('without spread t says nothing', () => {
  for (const values of [[2, 2, 2], [0, 0], [3], Array<number>(40).fill(0.1)]) {
    expect(studentMeanTest(values)).toEqual({
      effect: values[0],
      low: -Infinity,
      high: Infinity,
      p: 1,
      n: values.length,
    })
  }
  // Ten points apart each, but for rounding.
  expect(studentMeanTest([0.8 - 0.7, 0.6 - 0.5, 0.5 - 0.4])).toMatchObject({ p: 1, low: -Infinity })
  expect(studentMeanTest([]).effect).toBeNaN()
})

test('one-sided: half of the two-sided p on the side that is shown, and the rest on the other', () => {
  const half = (1 - Math.sqrt(12 / 14)) / 2
  const near = (above: number, below: number) => ({
    above: expect.closeTo(above, 12) as number,
    below: expect.closeTo(below, 12) as number,
  })
  expect(studentPs([1, 2, 3], 0)).toEqual(near(half, 1 - half))
  expect(studentPs([1, 2, 3], 4)).toEqual(near(1 - half, half))
  expect(studentPs([1, 2, 3], 2)).toEqual(near(0.5, 0.5))
  for (const values of [[1], [1, 1], [0, 0, 0]]) expect(studentPs(values, 7)).toEqual({ above: 1, below: 1 })
})
