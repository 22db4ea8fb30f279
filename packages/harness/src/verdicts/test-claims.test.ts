import type { Claim } from '@retable/core'
import { expect, test } from 'vitest'
import type { SettingResult } from '@retable/core'
import { testClaims } from './test-claims.ts'

/** A setting whose accuracy is 1 on the first `right` of n items. */
function setting(name: string, right: number, n = 200): SettingResult {
  const values = Array.from({ length: n }, (_, i) => ({ item: String(i), value: i < right ? 1 : 0 }))
  return {
    setting: name,
    benchmark: null,
    variant: null,
    measurements: [],
    units: { accuracy: values },
    scores: [],
  }
}

const at = (name: string) => ({ setting: name, metric: 'accuracy' })
const higher = (id: string, ...pairs: [string, string][]): Claim => ({
  id,
  statement: id,
  cells: [],
  test: { kind: 'higher', pairs: pairs.map(([a, b]) => ({ higher: at(a), lower: at(b) })) },
})
const settings = [setting('low', 60), setting('same', 61), setting('high', 120)]
const verdicts = (claims: Claim[], underpowered = false) =>
  testClaims(claims, [{ seed: 1, settings }], { underpowered }).map(({ verdict }) => verdict)

test('supported, not supported, contradicted', () => {
  const claims = [higher('a', ['high', 'low']), higher('b', ['same', 'low']), higher('c', ['low', 'high'])]
  expect(verdicts(claims)).toEqual(['supported', 'not supported', 'contradicted'])
  expect(verdicts(claims, true)).toEqual(['underpowered', 'underpowered', 'underpowered'])
})

test('a claim of several comparisons is as strong as the weakest', () => {
  expect(verdicts([higher('a', ['high', 'low'], ['same', 'low'])])).toEqual(['not supported'])
  expect(verdicts([higher('a', ['high', 'low'], ['low', 'high'])])).toEqual(['contradicted'])
  expect(verdicts([higher('a', ['high', 'low'], ['low', 'same'])])).toEqual(['not supported'])
})

test('equivalence needs a margin that the data keep', () => {
  const equivalent = (margin: number): Claim => ({
    id: 'e',
    statement: '',
    cells: [],
    test: { kind: 'equivalent', a: at('same'), b: at('low'), margin },
  })
  expect(verdicts([equivalent(0.05)])).toEqual(['supported'])
  expect(verdicts([equivalent(0.006)])).toEqual(['not supported'])
  const far: Claim = {
    ...equivalent(0.05),
    test: { kind: 'equivalent', a: at('high'), b: at('low'), margin: 0.05 },
  }
  expect(verdicts([far])).toEqual(['contradicted'])
})

test('with several seeds the seeds are the units: few of them show little', () => {
  const seeds = [1, 2].map((seed) => ({
    seed,
    settings: [setting('low', 60), setting('high', 80 + 60 * (seed - 1))],
  }))
  const [result] = testClaims([higher('a', ['high', 'low'])], seeds, { underpowered: false })
  expect(result).toMatchObject({ verdict: 'not supported', seeds: 2, effect: 0.25 })
})

test('Holm corrects over the tested claims, and what is not tested says why', () => {
  const untested: Claim = {
    id: 'u',
    statement: '',
    cells: [],
    test: { kind: 'not tested', reason: 'no such task' },
  }
  const results = testClaims(
    [higher('a', ['high', 'low']), higher('b', ['same', 'low']), untested],
    [{ seed: 1, settings }],
    {
      underpowered: false,
    },
  )
  expect(results[2]).toMatchObject({ verdict: 'not tested', pAdjusted: null, reason: 'no such task' })
  expect(results[1]?.pAdjusted).toBeGreaterThan(0.3)
})

test('what speaks against a claim of several comparisons is corrected for having been chosen', () => {
  // Eleven items of 200 go the other way: 2 · 0.5^11 alone, three times that beside two comparisons that agree.
  const few = [setting('a', 60), setting('b', 71), setting('c', 71), setting('d', 71)]
  const test = {
    kind: 'higher',
    pairs: [
      ['a', 'b'],
      ['d', 'c'],
      ['c', 'd'],
    ].map(([x, y]) => ({ higher: at(x!), lower: at(y!) })),
  } as const
  const claim: Claim = { id: 'x', statement: '', cells: [], test }
  const [result] = testClaims([claim], [{ seed: 1, settings: few }], { underpowered: false })
  expect(result?.verdict).toBe('contradicted')
  expect(result?.pAdjusted).toBeCloseTo(3 * 2 ** -10, 12)
})

test('a claim of which nothing was measured is not tested, and leaves the others alone', () => {
  const none = { ...setting('none', 0), units: { accuracy: [] } }
  const results = testClaims(
    [higher('a', ['high', 'low']), higher('b', ['none', 'low'])],
    [{ seed: 1, settings: [...settings, none] }],
    { underpowered: false },
  )
  expect(results.map(({ verdict }) => verdict)).toEqual(['supported', 'not tested'])
  expect(results[1]?.reason).toContain('nothing was measured')
})
