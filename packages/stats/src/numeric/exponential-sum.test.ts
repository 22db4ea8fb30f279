import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exponentialSumBelow, factorsOf } from './exponential-sum.ts'

const below = (numbers: readonly number[], shift?: number) => exponentialSumBelow(factorsOf(numbers), shift)

test('two of opposite signs: closed form', () => {
  const factor = fc.double({ min: 0.01, max: 100, noNaN: true })
  fc.assert(
    fc.property(factor, factor, (a, b) => {
      // P(a E ≤ b F) = b / (a + b).
      expect(below([a, -b])).toBeCloseTo(b / (a + b), 9)
    }),
  )
})

test('several equal ones on either side: closed form', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0.05, max: 5, noNaN: true }), (k, a) => {
      // E₁ + … + E_k ≤ a F: F outlasts k steps of a process: (a / (1 + a))^k.
      const p = below([...Array<number>(k).fill(1), -a])
      expect(p / (a / (1 + a)) ** k).toBeCloseTo(1, 8)
      expect(below([...Array<number>(k).fill(-1), a])).toBeCloseTo(1 - p, 9)
    }),
  )
})

test('a chance of next to nothing keeps its digits', () => {
  // Far from the saddle point, near the pole at −1, the integrand is 10^37 times as large and cancels.
  expect(below([...Array<number>(300).fill(1), -1]) / 2 ** -300).toBeCloseTo(1, 8)
})

test('three apart: by partial fractions', () => {
  // 3 E + E' ≤ 2 F: the chance of 3 E ≤ 2 F, 2/5, and then that E' is within what is left, 2/3.
  expect(below([3, 1, -2])).toBeCloseTo(4 / 15, 11)
  expect(below([4, 2, 1, -1], 1)).toBeCloseTo(4 / 15, 11)
  for (const unit of [1e-9, 1e9]) expect(below([3 * unit, unit, -2 * unit])).toBeCloseTo(4 / 15, 11)
})

test('all on one side, or nothing at all', () => {
  expect([below([1, 2, 0]), below([-1, -2, 0]), below([0, 0]), below([])]).toEqual([0, 1, 1, 1])
  // What is left of a subtraction is nothing.
  expect(below([1e-20, -1])).toBe(1)
  expect(below([-1e-20, 1])).toBe(0)
})

test('equal numbers are one factor with its count', () => {
  const { values, counts } = factorsOf([2, -1, 2, 2])
  expect([[...values], [...counts]]).toEqual([
    [2, -1],
    [3, 1],
  ])
})

test('more alike or less, many or few, the result is the same whichever way it is grouped', () => {
  const numbers = Array.from({ length: 400 }, (_, i) => Math.sin(i * i))
  // Differences far below what counts keep equal ones from being grouped.
  const twice = [...numbers, ...numbers]
  const apart = [...numbers, ...numbers.map((x) => x * (1 + 1e-12))]
  for (const shift of [-0.08, -0.03, 0, 0.02]) {
    const p = below(twice, shift)
    expect(below(apart, shift) / p).toBeCloseTo(1, 8)
    expect(
      below(
        twice.map((x) => -x),
        -shift,
      ),
    ).toBeCloseTo(1 - p, 10)
  }
})

test('as many numbers as a call has no room for', () => {
  const numbers = Array.from({ length: 200_000 }, (_, i) => Math.sin(i * i))
  const sum = numbers.reduce((total, x) => total + x, 0)
  const spread = Math.sqrt(numbers.reduce((total, x) => total + (x - sum / numbers.length) ** 2, 0))
  // One standard deviation from the mean, nearly normal.
  expect(below(numbers, (sum - spread) / numbers.length)).toBeCloseTo(0.1587, 2)
})
