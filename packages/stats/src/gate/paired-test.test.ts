import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundedMeanTest, worstValuePs } from '../paired/bounded-mean.ts'
import { pairedTestOfCounts } from './counts-test.ts'
import type { PairedScores } from './paired-scores.ts'
import { pairedTest } from './paired-test.ts'

/** Right for the candidate alone, for the baseline alone, for both, for none. */
const rights = (better: number, worse: number, both: number, none: number) => ({
  baseline: [
    ...Array<number>(better).fill(0),
    ...Array<number>(worse + both).fill(1),
    ...Array<number>(none).fill(0),
  ],
  candidate: [
    ...Array<number>(better).fill(1),
    ...Array<number>(worse).fill(0),
    ...Array<number>(both).fill(1),
    ...Array<number>(none).fill(0),
  ],
})

const eighths = fc.integer({ min: 0, max: 8 }).map((n) => n / 8)
const scoresOf = (score: fc.Arbitrary<number>) =>
  fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 30 }).map((pairs): PairedScores => ({
    baseline: pairs.map(([baseline]) => baseline),
    candidate: pairs.map(([, candidate]) => candidate),
  }))
const margin = fc.double({ min: 0, max: 0.5, noNaN: true })
const options = fc.record({ isRelative: fc.boolean() })

test('values by hand: no worse and regressed by two points', () => {
  // Closed form .98^n; two independent programs of an integral over a beta distribution.
  const at = (better: number, worse: number, n: number) => pairedTestOfCounts({ better, worse, n }).psAt(0.02)
  for (const n of [148, 149, 164]) expect(at(0, 0, n).noWorse).toBeCloseTo(0.98 ** n, 14)
  expect(at(3, 5, 500).noWorse).toBeCloseTo(0.015723842, 9)
  expect(at(60, 72, 1319).noWorse).toBeCloseTo(0.12200631, 8)
  expect(at(0, 20, 500).regressed).toBeCloseTo(0.012724186, 9)
  expect(at(30, 90, 1319).regressed).toBeCloseTo(0.0011021545, 10)
})

test('the counts say what their lists do', () => {
  fc.assert(
    fc.property(fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20)), margin, (counts, margin) => {
      const n = counts.reduce((a, b) => a + b, 0)
      fc.pre(n > 0)
      const { psAt, surplusAt, ...list } = pairedTest(rights(...counts))
      const byCounts = pairedTestOfCounts({ better: counts[0], worse: counts[1], n })
      expect(byCounts).toMatchObject({ ...list, effect: expect.closeTo(list.effect, 12) as number })
      expect(byCounts.psAt(margin)).toEqual(psAt(margin))
      const [one, other] = [byCounts.surplusAt(margin)!, surplusAt(margin)!]
      expect(one.mean).toBeCloseTo(other.mean, 12)
      expect(one.variance).toBeCloseTo(other.variance, 12)
    }),
  )
})

test('a wider margin makes "no worse" easier and "regressed" harder; both at once cannot be', () => {
  fc.assert(
    fc.property(scoresOf(eighths), options, margin, margin, (scores, options, one, other) => {
      fc.pre(scores.baseline.some((score) => score > 0))
      const { psAt } = pairedTest(scores, options)
      const [narrow, wide] = [psAt(Math.min(one, other)), psAt(Math.max(one, other))]
      expect(wide.noWorse).toBeLessThanOrEqual(narrow.noWorse + 1e-9)
      expect(wide.regressed).toBeGreaterThanOrEqual(narrow.regressed - 1e-9)
      for (const { noWorse, regressed } of [narrow, wide]) {
        expect(noWorse + regressed).toBeGreaterThanOrEqual(1 - 1e-9)
      }
    }),
  )
})

test('swapped sides mirror the difference', () => {
  fc.assert(
    fc.property(scoresOf(eighths), margin, ({ baseline, candidate }, margin) => {
      const one = pairedTest({ baseline, candidate })
      const other = pairedTest({ baseline: candidate, candidate: baseline })
      expect(other.effect).toBeCloseTo(-one.effect, 12)
      expect(other.low).toBeCloseTo(-one.high, 9)
      expect(other.low90).toBeCloseTo(-one.high90, 9)
      expect(other.p).toBeCloseTo(one.p, 9)
      expect(other.psAt(-margin).regressed).toBeCloseTo(one.psAt(margin).noWorse, 9)
    }),
  )
})

test('the intervals are where one-sided p are .025 and .05', () => {
  fc.assert(
    fc.property(scoresOf(eighths), options, (scores, options) => {
      fc.pre(scores.baseline.some((score) => score > 0))
      const { psAt, low, high, low90, high90, effect, p } = pairedTest(scores, options)
      const least = -1
      for (const [end, side] of [
        [low, 0.025],
        [low90, 0.05],
      ] as const) {
        if (end > least) expect(psAt(-end).noWorse).toBeCloseTo(side, 8)
      }
      for (const [end, side] of [
        [high, 0.025],
        [high90, 0.05],
      ] as const) {
        if (Number.isFinite(end) && (options.isRelative || end < 1)) {
          expect(psAt(-end).regressed).toBeCloseTo(side, 8)
        }
      }
      expect(low <= low90 && low90 <= effect && effect <= high90 && high90 <= high).toBe(true)
      expect(low > 0 || high < 0).toBe(p < 0.05)
    }),
  )
})

test('a relative margin is of candidate − (1 − margin) · baseline, its worst value −(1 − margin)', () => {
  const scores = rights(5, 9, 300, 100)
  const { psAt, effect, p } = pairedTest(scores, { isRelative: true })
  const values = scores.candidate.map((score, i) => score - 0.98 * scores.baseline[i]!)
  // The two-sided p of the list is twice the smaller side.
  expect(2 * psAt(0.02).noWorse).toBeCloseTo(boundedMeanTest(values, { least: -0.98, most: 1 }).p, 12)
  expect(effect).toBeCloseTo(305 / 309 - 1, 12)
  // At margin 0 it is the same question.
  expect(p).toBeCloseTo(pairedTest(scores).p, 12)
})

test('against a baseline without any right nothing bounds the ratio from above', () => {
  const zeros = { baseline: [0, 0, 0, 0, 0, 0], candidate: [1, 1, 1, 1, 1, 0] }
  const { effect, low, high, high90, psAt } = pairedTest(zeros, { isRelative: true })
  expect([effect, high, high90]).toEqual([Infinity, Infinity, Infinity])
  expect(psAt(-low).noWorse).toBeCloseTo(0.025, 9)
  expect(psAt(-low).regressed).toBeGreaterThan(0.05)
})

test('scores of another range: effect and margin are in their unit', () => {
  fc.assert(
    fc.property(scoresOf(eighths), margin, ({ baseline, candidate }, margin) => {
      const tenfold = (scores: readonly number[]) => scores.map((score) => 1 + 8 * score)
      const one = pairedTest({ baseline, candidate })
      const other = pairedTest({
        baseline: tenfold(baseline),
        candidate: tenfold(candidate),
        range: { least: 1, most: 9 },
      })
      expect(other.effect).toBeCloseTo(8 * one.effect, 12)
      expect(other.high).toBeCloseTo(8 * one.high, 8)
      expect(other.psAt(8 * margin).noWorse).toBeCloseTo(one.psAt(margin).noWorse, 9)
      expect(other.surplusAt(8 * margin)!.mean).toBeCloseTo(one.surplusAt(margin)!.mean, 9)
      expect(other.surplusAt(8 * margin)!.variance).toBeCloseTo(one.surplusAt(margin)!.variance, 9)
    }),
  )
})

test('sources of one size are items with the mean of theirs', () => {
  fc.assert(
    fc.property(fc.array(eighths, { minLength: 20, maxLength: 30 }), margin, (first, margin) => {
      const candidate = first.flatMap((score) => [score, 0])
      const sources = first.flatMap((_, i) => [`s${i}`, `s${i}`])
      const baseline = candidate.map(() => 0)
      const one = pairedTest({ baseline, candidate, sources })
      const other = pairedTest({ baseline: first.map(() => 0), candidate: first.map((score) => score / 2) })
      expect(one).toMatchObject({ n: first.length, items: 2 * first.length, lacks: null })
      expect(one.psAt(margin).noWorse).toBeCloseTo(other.psAt(margin).noWorse, 9)
      expect(one.high).toBeCloseTo(other.high, 9)
    }),
    { numRuns: 20 },
  )
})

test('sources of several sizes: G / n times their sums, bounded by the largest', () => {
  // 19 sources of one item and one of three: 20 / 22.
  const sources = [...Array.from({ length: 19 }, (_, i) => `s${i}`), 'x', 'x', 'x']
  const candidate = sources.map((_, i) => (i % 4 === 0 ? 1 : 0))
  const baseline = sources.map((_, i) => (i % 5 === 1 ? 1 : 0))
  const { psAt, effect } = pairedTest({ baseline, candidate, sources })
  const share = 20 / 22
  const difference = candidate.map((score, i) => score - baseline[i]!)
  const values = [
    ...difference.slice(0, 19).map((d) => share * d),
    share * difference.slice(19).reduce((a, b) => a + b),
  ]
  const bounds = { least: -3 * share, most: 3 * share }
  const ps = worstValuePs(values, bounds, -0.02)
  expect(psAt(0.02).noWorse).toBeCloseTo(ps.above, 12)
  expect(psAt(0.02).regressed).toBeCloseTo(ps.below, 12)
  expect(effect).toBeCloseTo((6 - 5) / 22, 12)
})

test('too few sources: nothing is said', () => {
  const sources = Array.from({ length: 190 }, (_, i) => `s${i % 19}`)
  const scores = { baseline: sources.map(() => 1), candidate: sources.map(() => 0), sources }
  const few = pairedTest(scores)
  expect(few).toMatchObject({ effect: -1, low: -1, high: 1, low90: -1, high90: 1, p: 1, lacks: 'sources' })
  expect(few.psAt(0.02)).toEqual({ noWorse: 1, regressed: 1 })
  expect(few.surplusAt(0.02)).toBeNull()
  expect(pairedTest(scores, { isRelative: true })).toMatchObject({ low: -1, high: Infinity, p: 1 })
  // Every item a source of its own is as good as none.
  const alone = sources.slice(0, 10).map((_, i) => `s${i}`)
  const ten = { baseline: Array<number>(10).fill(1), candidate: Array<number>(10).fill(0) }
  expect(pairedTest({ ...ten, sources: alone }).lacks).toBeNull()
})

test('without bounds by Student’s t, from 100 items on', () => {
  const baseline = Array.from({ length: 100 }, (_, i) => 200 + (i % 7))
  const candidate = baseline.map((length, i) => length + (i % 3) - 3)
  const absolute = pairedTest({ baseline, candidate, range: null })
  expect(absolute).toMatchObject({ isApproximate: true, lacks: null, n: 100 })
  expect(absolute.surplusAt(1)).toBeNull()
  const relative = pairedTest({ baseline, candidate, range: null }, { isRelative: true })
  expect(relative.p).toBeCloseTo(absolute.p, 12)
  expect(relative.psAt(-relative.low).noWorse).toBeCloseTo(0.025, 9)
  expect(relative.psAt(-relative.high90).regressed).toBeCloseTo(0.05, 9)
  expect(absolute.psAt(-absolute.low90).noWorse).toBeCloseTo(0.05, 9)
  expect(absolute.psAt(-absolute.high).regressed).toBeCloseTo(0.025, 9)
  const few = pairedTest({ baseline: baseline.slice(1), candidate: candidate.slice(1), range: null })
  expect(few).toMatchObject({ lacks: 'items', p: 1, low: -Infinity, high90: Infinity })
  expect(few.psAt(1)).toEqual({ noWorse: 1, regressed: 1 })
})

test('what cannot be tested is refused', () => {
  expect(() => pairedTest({ baseline: [1], candidate: [] })).toThrow('a score on either side')
  expect(() => pairedTest({ baseline: [1], candidate: [1], sources: [] })).toThrow('its source')
  expect(() => pairedTest({ baseline: [1], candidate: [Number.NaN] })).toThrow('NaN is no score')
  expect(() => pairedTest({ baseline: [0], candidate: [3] })).toThrow('beyond its bounds')
  const negative = { baseline: [-1], candidate: [0], range: { least: -1, most: 1 } }
  expect(() => pairedTest(negative, { isRelative: true })).toThrow('0 and more')
  const zeros = { baseline: [0, 0], candidate: [0, 1], range: null }
  expect(() => pairedTest(zeros, { isRelative: true })).toThrow('no relative margin')
})
