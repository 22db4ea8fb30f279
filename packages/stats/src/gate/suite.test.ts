import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pairedTestOfCounts } from './counts-test.ts'
import { meanNoWorse } from './mean-no-worse.ts'
import { pairedTest } from './paired-test.ts'
import { suiteVerdict } from './suite.ts'

const ps = (noWorse: number, regressed: number) => ({ noWorse, regressed })

test('regressed by Holm: the smallest of three is held against a third of the level', () => {
  const of = (least: number) => suiteVerdict([ps(0.9, 0.4), ps(1, least), ps(0.8, 0.5)])
  expect(of(0.016)).toMatchObject({ verdict: 'regressed' })
  expect(of(0.016).members.map(({ verdict }) => verdict)).toEqual(['undecided', 'regressed', 'undecided'])
  expect(of(0.018)).toMatchObject({ verdict: 'undecided' })
  expect(of(0.018).members[1]!.adjusted.regressed).toBeCloseTo(0.054, 12)
  expect(of(0.018).members[1]!.regressed).toBe(0.018)
})

test('no worse where every p is at most the level, without a division', () => {
  expect(suiteVerdict([ps(0.05, 1), ps(0.04, 1), ps(0.05, 1)]).verdict).toBe('no worse')
  // One that is not: the suite is undecided, and the others are held against half of the level.
  const mixed = suiteVerdict([ps(0.02, 1), ps(0.06, 0.99), ps(0.03, 1)])
  expect(mixed.verdict).toBe('undecided')
  expect(mixed.members.map(({ verdict }) => verdict)).toEqual(['undecided', 'undecided', 'undecided'])
  expect(suiteVerdict([ps(0.02, 1), ps(0.06, 0.99)]).members[0]!.verdict).toBe('no worse')
})

test('nothing tested is undecided; a level of its own', () => {
  expect(suiteVerdict([])).toEqual({ verdict: 'undecided', members: [] })
  expect(suiteVerdict([ps(0.08, 1)], 0.1).verdict).toBe('no worse')
})

test('a benchmark alone has its own verdict, and never both', () => {
  const counts = fc
    .tuple(fc.nat(60), fc.nat(60), fc.nat(600))
    .map(([better, worse, same]) => ({ better, worse, n: better + worse + same }))
  fc.assert(
    fc.property(
      fc.array(
        counts.filter(({ n }) => n > 0),
        { minLength: 1, maxLength: 5 },
      ),
      (suite) => {
        const tests = suite.map((counts) => pairedTestOfCounts(counts).psAt(0.02))
        for (const { noWorse, regressed, adjusted } of suiteVerdict(tests).members) {
          expect(Math.min(adjusted.noWorse, adjusted.regressed) <= 0.05 ? 1 : 0).toBeLessThanOrEqual(
            Math.min(noWorse, regressed) <= 0.05 ? 1 : 0,
          )
          expect(adjusted.noWorse <= 0.05 && adjusted.regressed <= 0.05).toBe(false)
        }
      },
    ),
  )
})

test('the mean drop of three', () => {
  // Two independent programs.
  const suite = [
    { better: 20, worse: 22, n: 500 },
    { better: 30, worse: 28, n: 1319 },
    { better: 10, worse: 12, n: 164 },
  ].map((counts) => pairedTestOfCounts(counts).surplusAt(0.02)!)
  const { z, p } = meanNoWorse(suite)
  expect(z).toBeCloseTo(1.1199657, 6)
  expect(p).toBeCloseTo(0.1313642, 6)
})

test('a mean that lies beyond the margin has a p above a half; none has p 1', () => {
  const worse = meanNoWorse([pairedTestOfCounts({ better: 0, worse: 30, n: 100 }).surplusAt(0.02)!])
  expect(worse.z).toBeLessThan(0)
  expect(worse.p).toBeGreaterThan(0.99)
  expect(meanNoWorse([])).toEqual({ z: 0, p: 1 })
})

test('a relative margin: candidate − .98 · baseline, less one worst value of −.98', () => {
  const baseline = [1, 1, 1, 0, 1, 0, 1, 1, 1, 1]
  const candidate = [1, 1, 1, 1, 0, 0, 1, 1, 1, 1]
  const { mean, variance } = pairedTest({ baseline, candidate }, { isRelative: true }).surplusAt(0.02)!
  // Seven of .02, one of 1, one of −.98, one of 0.
  const first = (7 * 0.02 + 1 - 0.98) / 10
  const second = (7 * 0.02 ** 2 + 1 + 0.98 ** 2) / 10
  expect(mean).toBeCloseTo(first - 0.098, 12)
  expect(variance).toBeCloseTo((second - first ** 2 + 0.98 ** 2 / 10) / 10, 12)
})
