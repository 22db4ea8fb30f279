import { expect, test } from 'vitest'
import { signTest } from './sign-test.ts'

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

test('what is 0 does not count', () => {
  // 2 against 5 of 7: 2 · (1 + 7 + 21) / 128.
  expect(signTest([1, 1, -1, -1, -1, -1, -1, 0])).toBeCloseTo(58 / 128, 12)
  expect(signTest([0, 0])).toBe(1)
})
