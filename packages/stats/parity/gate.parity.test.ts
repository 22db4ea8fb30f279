import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { meanNoWorse, noiseFloor, pairedTest, pairedTestOfCounts, powerOf } from '../src/gate/index.ts'
import { clusteredMean, hochberg, holm } from '../src/index.ts'

const seed = 1947
const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number): T[] =>
  fc.sample(arbitrary, { seed, numRuns })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const scores = fc.array(fc.tuple(fc.nat(400), fc.nat(400)), { minLength: 100, maxLength: 150 })

const job = {
  counts: sample(
    fc
      .tuple(fc.nat(90), fc.nat(90), fc.nat(900))
      .map(([better, worse, same]) => ({ better, worse, n: better + worse + same }))
      .filter(({ n }) => n > 0),
    300,
  ),
  several: sample(
    fc.array(fc.oneof(share, fc.constantFrom(0.01, 0.05)), { minLength: 1, maxLength: 9 }),
    200,
  ),
  clustered: [
    { values: [1, 0, 0, -1, 0, 1, 1, 0, -1], clusters: ['a', 'a', 'b', 'b', 'b', 'c', 'c', 'd', 'd'] },
    ...sample(
      fc
        .array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.constantFrom('a', 'b', 'c', 'd', 'e')), {
          minLength: 5,
          maxLength: 80,
        })
        .filter((pairs) => new Set(pairs.map(([, cluster]) => cluster)).size > 1)
        .map((pairs) => ({
          values: pairs.map(([value]) => value / 4),
          clusters: pairs.map(([, cluster]) => cluster),
        })),
      100,
    ),
  ],
  student: sample(
    fc.tuple(scores, fc.nat(20)).map(([pairs, margin]) => ({
      baseline: pairs.map(([baseline]) => baseline),
      candidate: pairs.map(([, candidate]) => candidate),
      margin,
    })),
    50,
  ),
  signPower: [
    { n: 60, discordance: 0.3, drop: 0.2, level: 0.025 },
    { n: 164, discordance: 0.1, drop: 0.07, level: 0.025 },
    { n: 500, discordance: 0.057, drop: 0.031, level: 0.025 },
    { n: 500, discordance: 0.2, drop: 0, level: 0.05 },
  ],
  spread: sample(
    fc.array(fc.array(fc.nat(1), { minLength: 40, maxLength: 40 }), { minLength: 3, maxLength: 6 }),
    50,
  ),
  normal: [-3, -0.5, 0, 1.1199657, 1.6448536, 5],
}

interface Answers {
  readonly versions: readonly string[]
  readonly counts: readonly { readonly mcnemar: number; readonly binom: number }[]
  readonly several: readonly Readonly<Record<'holm' | 'simes-hochberg', readonly number[]>>[]
  readonly clustered: readonly { readonly mean: number; readonly standardError: number }[]
  readonly student: readonly {
    readonly p: number
    readonly noWorse: number
    readonly regressed: number
    readonly ends: Readonly<Record<'0.95' | '0.9', readonly [number, number]>>
  }[]
  readonly signPower: readonly number[]
  readonly spread: readonly { readonly flips: number; readonly p: number }[]
  readonly normal: readonly number[]
}
let theirs: Answers

// SciPy and statsmodels are read first, and on a busy machine from a cold disk.
beforeAll(async () => {
  const python = process.env['RETABLE_PYTHON_STATS']
  if (!python) {
    throw new Error('RETABLE_PYTHON_STATS names no Python with the locked packages; run ./retable test')
  }
  const program = path.join(import.meta.dirname, 'tests_of_others.py')
  const running = promisify(execFile)(python, [program], { maxBuffer: 2 ** 28 })
  running.child.stdin!.end(JSON.stringify(job))
  theirs = JSON.parse((await running).stdout) as Answers
}, 300_000)

const near = (value: number, digits = 9) => expect.closeTo(value, digits) as number
const allNear = (values: readonly number[]) => values.map((value) => near(value))

test('they are the locked programs', () => {
  expect(theirs.versions).toEqual(['1.17.1', '0.15.0'])
})

test("McNemar's exact test: p at margin 0", () => {
  job.counts.forEach((counts, i) => {
    const { p } = pairedTestOfCounts(counts)
    expect(theirs.counts[i]).toEqual({ mcnemar: near(p), binom: near(p) })
  })
})

test('Holm and Hochberg', () => {
  job.several.forEach((ps, i) => {
    expect(holm(ps)).toEqual(allNear(theirs.several[i]!.holm))
    expect(hochberg(ps)).toEqual(allNear(theirs.several[i]!['simes-hochberg']))
  })
})

test('standard errors of clustered means: ordinary least squares', () => {
  job.clustered.forEach(({ values, clusters }, i) => {
    const { mean, standardError } = theirs.clustered[i]!
    expect(clusteredMean(values, clusters)).toMatchObject({
      mean: near(mean),
      standardError: near(standardError),
    })
  })
  expect(theirs.clustered[0]).toEqual({ mean: near(0.11111111, 7), standardError: near(0.34034688, 7) })
})

test('scores without bounds: the paired t test', () => {
  job.student.forEach(({ baseline, candidate, margin }, i) => {
    const { low, high, low90, high90, p, psAt } = pairedTest({ baseline, candidate, range: null })
    const other = theirs.student[i]!
    expect(p).toBeCloseTo(other.p, 9)
    expect(psAt(margin)).toEqual({ noWorse: near(other.noWorse), regressed: near(other.regressed) })
    expect([low, high]).toEqual(other.ends['0.95'].map((end) => near(end, 7)))
    expect([low90, high90]).toEqual(other.ends['0.9'].map((end) => near(end, 7)))
  })
})

test('power without a margin: sums over binomial distributions', () => {
  job.signPower.forEach(({ n, level, drop, discordance }, i) => {
    const power = powerOf({ verdict: 'regressed', n, margin: 0, level })
    expect(power({ drop, discordance })).toBeCloseTo(theirs.signPower[i]!, 8)
  })
})

test('the noise floor: shares of flips, and the tail of χ²', () => {
  job.spread.forEach((runs, i) => {
    const { flips, p } = noiseFloor(runs)
    expect(theirs.spread[i]).toEqual({ flips: near(flips), p: near(p!) })
  })
})

test('the mean of a suite is held against the normal distribution', () => {
  const ps = job.normal.map((mean) => meanNoWorse([{ mean, variance: 1 }]).p)
  expect(ps).toEqual(theirs.normal.map((p) => near(p, 12)))
})
