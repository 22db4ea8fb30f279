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

test('every digit is that of sums in the order of the sorted ratings', () => {
  // 1 - numpy.sum(w * m) / numpy.sum(w * e) of NumPy 2.4.6, as in cohen_kappa_score; any other order ends in other digits.
  const first = [9, 3, 11, 9, 1, 3, 10, 1, 3, 9, 11]
  const second = [10, 1, 1, 11, 10, 2, 10, 3, 10, 1, 2]
  expect(cohenKappa(first, second)).toBe(-0.03773584905660354)
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
