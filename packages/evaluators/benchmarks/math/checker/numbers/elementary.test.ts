import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  angle,
  arccosine,
  arcsine,
  arctangent,
  exponential,
  fromRational,
  logarithm,
  pi,
  sineAndCosine,
} from './elementary.ts'
import {
  agree,
  approximate,
  floor,
  negative,
  one,
  product,
  quotient,
  squareRoot,
  sum,
  zero,
  type Real,
} from './real.ts'

const top = fc.integer({ min: -1_000_000, max: 1_000_000 }).filter((n) => n !== 0)
const real = fc
  .tuple(top, fc.integer({ min: 1, max: 100_000 }))
  .map(([a, b]) => [fromRational(BigInt(a), BigInt(b))!, a / b] as const)
const small = real.filter(([, x]) => Math.abs(x) < 100)

/** Both agree to the bounds of their errors, which are no wider than 2^-200 of the numbers. */
function same(a: Real | null, b: Real | null): void {
  expect(agree(a!, b!)).toBe(true)
  for (const { error } of [a!, b!]) expect(error).toBeLessThan(-180)
}

test('functions are those of doubles, as far as doubles go', () => {
  const near = (a: Real | null, wanted: number) => {
    expect(Math.abs(approximate(a!) - wanted)).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(wanted)))
  }
  fc.assert(
    fc.property(small, ([a, x]) => {
      near(exponential(a), Math.exp(x))
      near(sineAndCosine(a)![0], Math.sin(x))
      near(sineAndCosine(a)![1], Math.cos(x))
      near(arctangent(a), Math.atan(x))
      if (x > 0) near(logarithm(a), Math.log(x))
      if (Math.abs(x) <= 1) near(arcsine(a), Math.asin(x))
      if (Math.abs(x) <= 1) near(arccosine(a), Math.acos(x))
    }),
  )
  near(pi, Math.PI)
  near(angle(one, negative(one)), Math.atan2(1, -1))
  near(angle(negative(one), negative(one)), Math.atan2(-1, -1))
  near(angle(zero, negative(one)), Math.PI)
})

test('what undoes itself does so to 200 bits', () => {
  fc.assert(
    fc.property(small, ([a, x]) => {
      same(logarithm(exponential(a)!), a)
      const [sine, cosine] = sineAndCosine(a)!
      same(sum(product(sine, sine)!, product(cosine, cosine)!), one)
      const [s, c] = sineAndCosine(arctangent(a)!)!
      same(quotient(s, c), a)
      if (x > 0) same(product(squareRoot(a)!, squareRoot(a)!), a)
    }),
  )
})

test('numbers that differ in their last bits are told apart; what cannot be told is not said', () => {
  const tiny = fromRational(1n, 10n ** 60n)!
  expect(agree(sum(pi, tiny)!, pi)).toBe(false)
  expect(agree(sineAndCosine(pi)![0], zero)).toBe(true)
  expect(agree(sineAndCosine(pi)![0], tiny)).toBe(false)
  // A summand far below the last bit is lost.
  expect(sum(pi, fromRational(1n, 10n ** 90n)!)).toBeNull()
  expect(exponential(fromRational(10n ** 6n, 1n)!)).toBeNull()
  expect(quotient(one, sineAndCosine(pi)![0])).toBeNull()
})

test('the floor of a number that cannot be told from a whole one is that one', () => {
  const three = squareRoot(fromRational(9n, 1n)!)!
  expect(approximate(floor(three)!)).toBe(3)
  expect(
    approximate(floor(product(quotient(pi, fromRational(3n, 1n)!)!, quotient(fromRational(9n, 1n)!, pi)!)!)!),
  ).toBe(3)
  expect(approximate(floor(fromRational(-5n, 2n)!)!)).toBe(-3)
})
