import type { Claim, ClaimResult, SeedResults, SettingResult } from '@retable/core'
import { expect, test } from 'vitest'
import { testClaims } from './test-claims.ts'

type Values = readonly (readonly [item: string, value: number])[]

/** A setting with one metric. */
function setting(name: string, values: Values, metric = 'accuracy', unit = 'fraction'): SettingResult {
  const measurement = { name: metric, value: 0, standardError: null, n: values.length, unit, interval: null }
  return {
    ...{ setting: name, benchmark: null, variant: null, scores: [] },
    measurements: [measurement],
    units: { [metric]: values.map(([item, value]) => ({ item, value })) },
  }
}

/** Right on the first `right` of n items. */
const rights = (right: number, n: number): Values =>
  Array.from({ length: n }, (_, i) => [String(i), i < right ? 1 : 0] as const)

/** Two settings, a and b, of which `better` items are right in a alone, `worse` in b alone, of n. */
const paired = (better: number, worse: number, n: number) => [
  setting(
    'a',
    Array.from({ length: n }, (_, i) => [String(i), i < better ? 1 : 0] as const),
  ),
  setting(
    'b',
    Array.from({ length: n }, (_, i) => [String(i), i >= better && i < better + worse ? 1 : 0] as const),
  ),
]

const at = (name: string, metric = 'accuracy') => ({ setting: name, metric })
const stated = (id: string, test: Claim['test']): Claim => ({ id, statement: `claim ${id}`, cells: [], test })
const higher = (id: string, ...pairs: [string, string][]): Claim =>
  stated(id, { kind: 'higher', pairs: pairs.map(([a, b]) => ({ higher: at(a), lower: at(b) })) })
const sign = (of: string, way: 1 | -1): Claim =>
  stated('s', { kind: 'sign', values: [{ of: at(of, 'change'), sign: way }] })
const equivalent = (margin: number): Claim =>
  stated('e', { kind: 'equivalent', a: at('a'), b: at('b'), margin })

const powered = { underpowered: false }
const ofOne = (claims: Claim[], settings: SettingResult[]) =>
  testClaims(claims, [{ seed: 1, settings }], powered)
const verdicts = (results: readonly ClaimResult[]) => results.map(({ verdict }) => verdict)

/** Seeds whose a is above b by these differences, on one item. */
const seedsOf = (differences: readonly number[]): SeedResults[] =>
  differences.map((difference, seed) => ({
    seed,
    settings: [setting('a', [['x', difference]]), setting('b', [['x', 0]])],
  }))

test('one seed: every field of a comparison, from its discordant items', () => {
  // scipy.stats.binomtest(25, 35).pvalue; the effect is (25 − 10)/500.
  const [result] = ofOne([higher('C1', ['a', 'b'])], paired(25, 10, 500))
  expect(result).toEqual({
    claim: 'C1',
    statement: 'claim C1',
    verdict: 'seen in this seed',
    effect: expect.closeTo(0.03, 12),
    low: expect.any(Number),
    high: expect.any(Number),
    unit: 'fraction',
    p: expect.closeTo(0.016673848, 8),
    pAdjusted: expect.closeTo(0.016673848, 8),
    seeds: 1,
    reason: 'one seed: it speaks of the models trained here, not of other trainings; 500 units',
  })
  expect(result!.low).toBeGreaterThan(0)
  expect(result!.high).toBeLessThan(0.06)
})

test('one seed has words of its own: seen, reversed, not seen', () => {
  const claims = (better: number, worse: number) =>
    verdicts(ofOne([higher('x', ['a', 'b'])], paired(better, worse, 200)))
  expect(claims(20, 2)).toEqual(['seen in this seed'])
  expect(claims(2, 20)).toEqual(['reversed in this seed'])
  expect(claims(12, 8)).toEqual(['not seen'])
  expect(claims(0, 0)).toEqual(['not seen'])
})

test('the level is 0.05 of two sides: six discordant items all one way are enough, five are not', () => {
  // 2 · 0.5^6 = 0.03125, 2 · 0.5^5 = 0.0625.
  const of = (better: number) => ofOne([higher('x', ['a', 'b'])], paired(better, 0, 500))[0]
  expect(of(6)).toMatchObject({ verdict: 'seen in this seed', p: expect.closeTo(0.03125, 12) })
  expect(of(5)).toMatchObject({ verdict: 'not seen', p: expect.closeTo(0.0625, 12) })
  expect(of(6)!.low).toBeGreaterThan(0)
  expect(of(5)!.low).toBeLessThan(0)
})

test('with five seeds the seeds are the units, by t on four degrees of freedom', () => {
  // R: t.test(c(.1, .2, .15, .05, .25)): t = 4.2426, p = 0.01324, interval .05184 to .24816.
  const [result] = testClaims([higher('x', ['a', 'b'])], seedsOf([0.1, 0.2, 0.15, 0.05, 0.25]), powered)
  expect(result).toMatchObject({ verdict: 'supported', seeds: 5, effect: expect.closeTo(0.15, 12) })
  expect(result!.p).toBeCloseTo(0.01324, 5)
  expect(result!.low).toBeCloseTo(0.05184, 5)
  expect(result!.high).toBeCloseTo(0.24816, 5)
  expect(result!.reason).toBe('5 seeds are the units, by t, which takes them for normal')
  // t = 1.58114: Student's p on 4 degrees of freedom is 1 − sin θ (1 + cos² θ / 2), θ = atan(t / 2): 0.189004, where the normal distribution would give 0.11385.
  const [wide] = testClaims([higher('x', ['a', 'b'])], seedsOf([0.1, 0.3, 0.1, -0.1, 0.1]), powered)
  expect(wide).toMatchObject({ verdict: 'not supported', p: expect.closeTo(0.189004, 6) })
  const [against] = testClaims([higher('x', ['b', 'a'])], seedsOf([0.1, 0.2, 0.15, 0.05, 0.25]), powered)
  expect(against).toMatchObject({ verdict: 'contradicted', effect: expect.closeTo(-0.15, 12) })
})

test('two to four seeds are too few for a verdict, however clear they are', () => {
  for (const seeds of [2, 3, 4]) {
    const differences = Array.from({ length: seeds }, (_, i) => 0.5 + i / 1000)
    const [result] = testClaims([higher('x', ['a', 'b'])], seedsOf(differences), powered)
    expect(result).toMatchObject({
      verdict: 'too few seeds',
      reason: `${seeds} seeds are the units; a verdict needs 5`,
    })
    expect(result!.pAdjusted).toBeLessThan(0.05)
  }
})

test('a seed counts by its mean over items, not by its number of items', () => {
  const results = [10, 20, 30, 40, 500].map((n, seed) => ({
    seed,
    settings: [setting('a', rights(n / 2, n)), setting('b', rights(n / 5, n))],
  }))
  const [result] = testClaims([higher('x', ['a', 'b'])], results, powered)
  expect(result!.effect).toBeCloseTo(0.3, 12)
})

test('a claim of several comparisons is as strong as the weakest', () => {
  const [a, b] = paired(20, 2, 200)
  const settings = [a!, b!, setting('c', rights(19, 200))]
  const both = ofOne([higher('x', ['a', 'b'], ['a', 'c'])], settings)[0]
  expect(both).toMatchObject({
    verdict: 'not seen',
    p: 1,
    reason: expect.stringMatching(/; the weakest of 2 comparisons$/),
  })
  expect(both!.effect).toBeCloseTo(0.005, 12)
})

test('against it the clearest of those that go the other way decides, corrected for having been chosen', () => {
  // Eleven items of 200 go the other way: 2 · 0.5^11 alone, three times that beside two comparisons that agree.
  const named = (name: string, right: number) => setting(name, rights(right, 200))
  const settings = [named('a', 60), named('b', 71), named('c', 71), named('d', 71)]
  const [result] = ofOne([higher('x', ['a', 'b'], ['d', 'c'], ['c', 'd'])], settings)
  expect(result?.verdict).toBe('reversed in this seed')
  expect(result?.p).toBeCloseTo(3 * 2 ** -10, 12)
  expect(result?.reason).toMatch(/; the clearest against it of 3 comparisons$/)
})

test('an effect of exactly 0 speaks neither for a claim nor against it', () => {
  const [a, b] = paired(9, 9, 100)
  expect(ofOne([higher('x', ['a', 'b'])], [a!, b!])[0]).toMatchObject({
    verdict: 'not seen',
    effect: 0,
    p: 1,
  })
  // Beside a clear one it is the weakest, and the claim is not reversed by it.
  const settings = [a!, b!, setting('none', rights(0, 100))]
  const [result] = ofOne([higher('x', ['a', 'b'], ['a', 'none'])], settings)
  expect(result).toMatchObject({
    verdict: 'not seen',
    effect: 0,
    reason: expect.stringMatching(/the weakest of 2/),
  })
})

test('a claim of sign holds only in its own direction', () => {
  const change = (values: readonly number[]) => [
    setting(
      'arm',
      values.map((value, i) => [`pair ${i}`, value] as const),
      'change',
      'nats',
    ),
  ]
  const down = change([-1, -1.2, -0.9, -1.1, -1.3, -0.8])
  expect(verdicts(ofOne([sign('arm', -1)], down))).toEqual(['seen in this seed'])
  expect(verdicts(ofOne([sign('arm', 1)], down))).toEqual(['reversed in this seed'])
  const [result] = ofOne([sign('arm', -1)], down)
  expect(result!.effect).toBeCloseTo(1.05, 12)
  expect(result!.reason).toMatch(/; t over items, approximate$/)
})

test('items are paired by their names, and one without a partner is left out and counted', () => {
  const a = setting('a', [
    ['p', 1],
    ['q', 1],
    ['r', 1],
    ['only a', 0],
  ])
  const b = setting('b', [
    ['r', 0],
    ['q', 0],
    ['p', 1],
    ['only b', 1],
  ])
  const [result] = ofOne([higher('x', ['a', 'b'])], [a, b])
  expect(result!.effect).toBeCloseTo(2 / 3, 12)
  expect(result!.reason).toMatch(/ 3 units; 2 items without a partner left out$/)
})

test('equivalence needs a margin that the data keep, and says where no data of the size could', () => {
  // One discordant item of 500: well within two points; (1 − .02)^n alone falls below .05 from 149 items on.
  expect(ofOne([equivalent(0.02)], paired(1, 0, 500))[0]).toMatchObject({
    verdict: 'seen in this seed',
    reason: expect.stringMatching(/; margin 0\.02$/),
  })
  const small = ofOne([equivalent(0.02)], paired(0, 0, 148))[0]
  // .98^148 by hand.
  expect(small).toMatchObject({ verdict: 'not seen', p: expect.closeTo(0.050287402, 8) })
  expect(small!.reason).toMatch(/no result on 148 items can prove so small a margin; it takes 149$/)
  expect(ofOne([equivalent(0.02)], paired(0, 0, 149))[0]).toMatchObject({
    verdict: 'seen in this seed',
    p: expect.closeTo(0.049281654, 8),
    reason: expect.stringMatching(/; margin 0\.02$/),
  })
  expect(ofOne([equivalent(0.02)], paired(30, 0, 200))[0]).toMatchObject({ verdict: 'reversed in this seed' })
  expect(ofOne([equivalent(0.02)], paired(0, 30, 200))[0]).toMatchObject({ verdict: 'reversed in this seed' })
  // 5 of 200, 2.5 points, is beyond the margin, but not clearly.
  expect(ofOne([equivalent(0.02)], paired(5, 0, 200))[0]).toMatchObject({ verdict: 'not seen' })
})

test('equivalence of what has no bounds is by t, and says that it is approximate', () => {
  const counts = (name: string, add: number) =>
    setting(
      name,
      Array.from({ length: 40 }, (_, i) => [String(i), (i % 5) + add * (i % 2)] as const),
      'accuracy',
      'pairs',
    )
  expect(ofOne([equivalent(1)], [counts('a', 0.1), counts('b', 0)])[0]).toMatchObject({
    verdict: 'seen in this seed',
    reason: expect.stringMatching(/; margin 1; t over items, approximate$/),
  })
})

test('equivalence over seeds: t within the margin', () => {
  const near = [0.01, -0.01, 0.005, -0.004, 0.002]
  expect(verdicts(testClaims([equivalent(0.05)], seedsOf(near), powered))).toEqual(['supported'])
  expect(verdicts(testClaims([equivalent(0.005)], seedsOf(near), powered))).toEqual(['not supported'])
  expect(verdicts(testClaims([equivalent(0.05)], seedsOf(near.map((x) => x + 0.3)), powered))).toEqual([
    'contradicted',
  ])
})

test('equal seeds say nothing of their spread', () => {
  const [result] = testClaims([higher('x', ['a', 'b'])], seedsOf([0.25, 0.25, 0.25, 0.25, 0.25]), powered)
  expect(result).toMatchObject({ verdict: 'not supported', effect: 0.25, p: 1, low: null, high: null })
})

test('Holm corrects over the tested claims, and the corrected p decides', () => {
  const settings = [...paired(6, 0, 100), setting('c', rights(4, 100)), setting('d', rights(0, 100))]
  const untested = stated('u', { kind: 'not tested', reason: 'no such task' })
  const results = ofOne([higher('x', ['a', 'b']), untested, higher('y', ['c', 'd'])], settings)
  // p = 2 · 0.5^6 and 2 · 0.5^4: the smaller is doubled, the larger stays.
  expect(results[0]).toMatchObject({
    verdict: 'not seen',
    p: expect.closeTo(0.03125, 12),
    pAdjusted: expect.closeTo(0.0625, 12),
  })
  expect(results[2]).toMatchObject({
    verdict: 'not seen',
    p: expect.closeTo(0.125, 12),
    pAdjusted: expect.closeTo(0.125, 12),
  })
  expect(results[1]).toEqual({
    ...{ claim: 'u', statement: 'claim u', verdict: 'not tested', seeds: 1, reason: 'no such task' },
    ...{ effect: null, low: null, high: null, unit: '', p: null, pAdjusted: null },
  })
})

test('what was not measured is not tested, and leaves the others alone', () => {
  const results = ofOne(
    [higher('x', ['a', 'b']), higher('y', ['none', 'b'])],
    [...paired(20, 0, 100), setting('none', [])],
  )
  expect(verdicts(results)).toEqual(['seen in this seed', 'not tested'])
  expect(results[1]?.reason).toContain('nothing was measured')
  expect(results[0]!.pAdjusted).toBe(results[0]!.p)
  expect(() => ofOne([higher('x', ['a', 'nobody'])], paired(1, 0, 9))).toThrow(
    'no accuracy was measured for "nobody"',
  )
})

test('a quick run is judged by no claim', () => {
  const results = testClaims([higher('x', ['a', 'b'])], [{ seed: 1, settings: paired(50, 0, 100) }], {
    underpowered: true,
  })
  expect(results[0]).toMatchObject({ verdict: 'underpowered', effect: 0.5 })
})
