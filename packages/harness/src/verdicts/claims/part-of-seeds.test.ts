import type { Claim, SeedResults, SettingResult } from '@retable/core'
import { expect, test } from 'vitest'
import { testClaims } from './test-claims.ts'

/** A setting of right and wrong answers, by item. */
function setting(name: string, values: readonly number[]): SettingResult {
  const measurement = { name: 'right', value: 0, standardError: null, unit: 'fraction', interval: null }
  return {
    ...{ setting: name, benchmark: null, variant: null, scores: [] },
    measurements: [{ ...measurement, n: values.length }],
    units: { right: values.map((value, i) => ({ item: String(i), value })) },
  }
}

const higher = (id: string, ...pairs: [higher: string, lower: string][]): Claim => ({
  ...{ id, statement: `claim ${id}`, cells: [] },
  test: {
    kind: 'higher',
    pairs: pairs.map(([a, b]) => ({
      higher: { setting: a, metric: 'right' },
      lower: { setting: b, metric: 'right' },
    })),
  },
})

/** Above on the first 25 of 500 items, below on ten others. */
const alone = [
  setting(
    'c',
    Array.from({ length: 500 }, (_, i) => Number(i < 25)),
  ),
  setting(
    'd',
    Array.from({ length: 500 }, (_, i) => Number(i >= 25 && i < 35)),
  ),
]
const results: SeedResults[] = [0.1, 0.2, 0.15, 0.05, 0.25].map((difference, seed) => ({
  seed,
  settings: [setting('a', [difference]), setting('b', [0]), ...(seed === 0 ? alone : [])],
}))
const tested = (...claims: Claim[]) => testClaims(claims, results, { underpowered: false })

test('a claim about settings that one seed alone measures has the words of one seed, beside others of five', () => {
  const [five, one] = tested(higher('five', ['a', 'b']), higher('one', ['c', 'd']))
  // As test-claims.test.ts has them, from R and SciPy.
  expect(five).toMatchObject({ verdict: 'supported', seeds: 5, p: expect.closeTo(0.01324, 5) })
  expect(five!.reason).toBe('5 seeds are the units, by t, which takes them for normal')
  expect(one).toMatchObject({ verdict: 'seen in this seed', seeds: 1, p: expect.closeTo(0.016673848, 8) })
  expect(one!.reason).toBe(
    'one seed: it speaks of the models trained here, not of other trainings; 500 units; only 1 of the 5 seeds of this run measured it',
  )
})

test('a claim of several comparisons rests on the seeds that have them all', () => {
  const [both] = tested(higher('both', ['a', 'b'], ['c', 'd']))
  expect([both!.seeds, both!.verdict]).toEqual([1, 'not seen'])
})

test('what no seed measures is refused', () => {
  expect(() => tested(higher('none', ['a', 'e']))).toThrow(/no right was measured for "e"/)
})
