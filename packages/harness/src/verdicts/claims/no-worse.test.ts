import type { Claim, SeedResults } from '@retable/core'
import { expect, test } from 'vitest'
import { testClaims } from './test-claims.ts'

const at = (setting: string) => ({ setting, metric: 'accuracy' })
const claim = (margin: number): Claim => ({
  ...{ id: 'x', statement: '', cells: [] },
  test: { kind: 'no worse', a: at('a'), b: at('b'), margin },
})
/** One setting with these values, item by item. */
const setting = (name: string, values: readonly number[]) => ({
  ...{ setting: name, benchmark: null, variant: null, scores: [] },
  measurements: [
    { name: 'accuracy', value: 0, standardError: null, n: values.length, unit: 'fraction', interval: null },
  ],
  units: { accuracy: values.map((value, i) => ({ item: String(i), value })) },
})
const seedsOf = (differences: readonly number[]): SeedResults[] =>
  differences.map((difference, seed) => ({
    seed,
    settings: [setting('a', [difference]), setting('b', [0])],
  }))
const tested = (margin: number, results: readonly SeedResults[]) =>
  testClaims([claim(margin)], results, { underpowered: false })[0]!
const near = [0.01, -0.01, 0.005, -0.004, 0.002]
const moved = (by: number) => seedsOf(near.map((x) => x + by))

test('near is no worse within the margin, and better is no worse either', () => {
  expect(tested(0.05, moved(0)).verdict).toBe('supported')
  expect(tested(0.05, moved(0.3)).verdict).toBe('supported')
  expect(tested(0.001, moved(0)).verdict).toBe('not supported')
})

test('clearly below the margin is the contrary, below it and not clearly is nothing', () => {
  expect(tested(0.05, moved(-0.3)).verdict).toBe('contradicted')
  expect(tested(0.05, moved(-0.052)).verdict).toBe('not supported')
})

// By hand: the mean is .0006 and its standard error .003487, so that t of .0106 = .0006 + .01 is 3.0398 on 4 degrees of
// freedom; Student's p is 1 − sin θ (1 + cos² θ / 2) with θ = atan(t / 2).
test('the effect is told without the margin, p is that of the distance to it', () => {
  const { effect, low, high, p, reason } = tested(0.01, moved(0))
  expect(effect).toBeCloseTo(0.0006, 12)
  expect((low! + high!) / 2).toBeCloseTo(0.0006, 12)
  const error = Math.sqrt(near.reduce((sum, x) => sum + (x - 0.0006) ** 2, 0) / 20)
  const angle = Math.atan(0.0106 / error / 2)
  expect(p).toBeCloseTo(1 - Math.sin(angle) * (1 + Math.cos(angle) ** 2 / 2), 9)
  expect(reason).toMatch(/margin 0\.01$/)
})

test('in one seed the items count', () => {
  const one = (better: number, worse: number) => {
    const [a, b] = [Array<number>(200).fill(0), Array<number>(200).fill(0)]
    a.fill(1, 0, better)
    b.fill(1, better, better + worse)
    return tested(0.1, [{ seed: 1, settings: [setting('a', a), setting('b', b)] }]).verdict
  }
  expect(one(2, 0)).toBe('seen in this seed')
  expect(one(0, 2)).toBe('seen in this seed')
  expect(one(40, 0)).toBe('seen in this seed')
  expect(one(0, 20)).toBe('not seen')
  expect(one(0, 60)).toBe('reversed in this seed')
})
