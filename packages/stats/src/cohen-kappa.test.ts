import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cohenKappa } from './cohen-kappa.ts'

test("Cohen's kappa of a two by two table", () => {
  // 20 both yes, 5 and 10 split, 15 both no: (0.7 − 0.5) / (1 − 0.5).
  const pairs = [
    ...Array.from({ length: 20 }, () => ['y', 'y']),
    ...Array.from({ length: 5 }, () => ['y', 'n']),
    ...Array.from({ length: 10 }, () => ['n', 'y']),
    ...Array.from({ length: 15 }, () => ['n', 'n']),
  ]
  const kappa = cohenKappa(
    pairs.map(([a]) => a!),
    pairs.map(([, b]) => b!),
  )
  expect(kappa).toBeCloseTo(0.4, 12)
})

test('perfect agreement is 1; where chance agrees always there is none', () => {
  expect(cohenKappa([1, 2, 1], [1, 2, 1])).toBe(1)
  expect(cohenKappa([1, 1], [1, 1])).toBeNaN()
  expect(cohenKappa([], [])).toBeNaN()
  expect(() => cohenKappa([1], [])).toThrow(RangeError)
})

test('the raters may change places', () => {
  const ratings = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), {
    minLength: 2,
    maxLength: 50,
  })
  fc.assert(
    fc.property(ratings, (pairs) => {
      const [first, second] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)]
      const [one, other] = [cohenKappa(first, second), cohenKappa(second, first)]
      if (Number.isNaN(one)) expect(other).toBeNaN()
      else expect(one).toBeCloseTo(other, 9)
    }),
  )
})
