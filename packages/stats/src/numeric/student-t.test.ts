import fc from 'fast-check'
import { expect, test } from 'vitest'
import { studentQuantile, studentTwoSided } from './student-t.ts'

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

test('values of another program', () => {
  // scipy.stats.t: twice sf(t, degrees), and isf(p / 2, degrees).
  expect(studentTwoSided(2.5, 7)).toBeCloseTo(0.04099221858575, 12)
  expect(studentTwoSided(-0.3, 30)).toBeCloseTo(0.7662461052844, 12)
  expect(studentTwoSided(12, 3)).toBeCloseTo(0.001245015800789, 13)
  expect(studentTwoSided(1.2, 1.5)).toBeCloseTo(0.3859649261137, 12)
  expect(studentQuantile(0.05, 4)).toBeCloseTo(2.776445105198, 10)
  expect(studentQuantile(0.1, 99)).toBeCloseTo(1.660391156017, 10)
  expect(studentQuantile(0.2, 1)).toBeCloseTo(3.077683537175, 10)
  expect(studentQuantile(0.001, 10)).toBeCloseTo(4.586893858703, 10)
  expect([studentTwoSided(Infinity, 3), studentTwoSided(0, 3)]).toEqual([0, 1])
  expect(studentTwoSided(Number.NaN, 3)).toBeNaN()
})
