import { setImmediate } from 'node:timers/promises'
import {
  randomStream,
  type JudgeManifest,
  type RandomStream,
  type SampleScore,
  type Side,
} from '@retable/core'
import { expect, test } from 'vitest'
import { defaultPolicy, gateSides } from '../gate/index.ts'
import { judgeNoise, noiseFor } from './known-noise.ts'
import { retestNoise } from './retest-noise.ts'

const endpoint = { model: 'J', version: { weights: 'one' }, extraBody: {} } as unknown as JudgeManifest['endpoint'] // prettier-ignore
const versions = { benchmark: { id: 'b', version: '1' }, variant: { id: 'v', version: '1' } }
const record = {
  manifest: {
    ...{ kind: 'judge', subject: 'm', endpoint, judged: null, data: [], rows: 1, of: 1, seed: 0, round: 0 },
    ...versions,
    procedure: { id: 'p', version: '1', source: '', readout: 'text' },
    prompts: { files: [], sha256: '' },
    judgements: { name: 'rows', sha256: '' },
  } satisfies JudgeManifest,
  results: [
    { seed: null, settings: [{ setting: 'b', ...versions, measurements: [], units: {}, scores: [] }] },
  ],
}
const facts = {
  bounds: { least: 0, most: 1 },
  sourceOf: () => undefined,
  categoryOf: () => undefined,
  isJudged: true,
} as const

const scored = (verdicts: readonly number[]) =>
  verdicts.map((score, i): SampleScore => ({
    ...{ benchmark: 'b', item: String(i), sample: 0, extracted: null, gold: '', score },
  }))

function sideOf(name: string, verdicts: readonly number[], settings: Side['benchmarks'][0]['settings'] = {}) {
  const items = new Map(verdicts.map((score, i) => [String(i), { samples: [{ score, sample: 0 }] }]))
  const { bounds, isJudged } = facts
  const of = { setting: 'b', ...versions, settings, bounds, isJudged, doubts: [], notes: [], truncated: null }
  return { name, model: name, judge: 'J {"weights":"one"}', benchmarks: [{ ...of, items }] } satisfies Side
}

const noiseOf = (first: readonly number[], again: readonly number[]) =>
  retestNoise(record, { first: scored(first), again: scored(again) }, facts)

/** A judge that draws each verdict anew: most items are clear, some are not. */
function judging(random: RandomStream, shift = 0) {
  return Array.from({ length: 400 }, (_, i) => {
    const win = [0.03, 0.97, 0.3, 0.7, 0.97][i % 5]!
    return random() < Math.max(0, win - shift) ? 1 : 0
  })
}

test('verdicts that change are counted over the items that were asked again, by hand', () => {
  const report = noiseOf([1, 0, 1, 0, 1, 1], [1, 1, 0, 0])
  expect(report).toMatchObject({ model: null, judge: 'J {"weights":"one"}' })
  const { n, changed, flips, moved, isAlarm, settings } = report.benchmarks[0]!
  expect([n, changed, flips, moved?.effect, moved?.p, isAlarm]).toEqual([4, 2, 0.5, 0, 1, false])
  expect(settings).toMatchObject({ judge: 'J {"weights":"one"}', procedure: 'p 1' })
})

test('it is of whatever the same judge judges the same way, and of nothing else', () => {
  const report = noiseOf([1, 0], [1, 1])
  const found = (side: Side) => noiseFor([side], [{ report, isGiven: false }]).size
  const asked = { procedure: 'p 1', 'max tokens': 'the procedure’s', answering: 'of a model' }
  expect(found(sideOf('other model', [1, 0], asked))).toBe(1)
  expect(found({ ...sideOf('x', [1, 0], asked), judge: 'J {"weights":"two"}' })).toBe(0)
  expect(found(sideOf('x', [1, 0], { ...asked, 'max tokens': 9 }))).toBe(0)
  expect(found(sideOf('x', [1, 0], { ...asked, procedure: 'p 2' }))).toBe(0)
  const run = sideOf('run', [1, 0], asked)
  expect(judgeNoise(run, [report])).toMatchObject({ runs: ['run'], benchmarks: [{ flips: 0.5 }] })
  expect(() => judgeNoise(run, [])).toThrow('nothing is kept of what its judge varies by')
})

test('a gate says in a sentence that nobody asked the judge again, and reckons with what is known', () => {
  const random = randomStream('gate')
  const sides = [sideOf('a', judging(random)), sideOf('b', judging(random))] as const
  const bare = gateSides(...sides, { policy: defaultPolicy }).benchmarks[0]!
  expect(bare.comparison.notes.join()).toContain('is not measured: ./retable judge with --again')
  const { benchmarks } = noiseOf(judging(random), judging(random))
  const told = gateSides(...sides, { policy: defaultPolicy, noise: new Map([['b', benchmarks[0]!]]) })
  const { comparison, power } = told.benchmarks[0]!
  expect(comparison.notes.join()).not.toContain('not measured')
  expect(power!.discordance).toBe(Math.max(comparison.meanSquaredDifference, benchmarks[0]!.flips))
  // More answers of the model would not make its judge surer.
  expect(power!.withSamples).toBeNull()
})

// Hundreds of gates are reckoned.
test('verdicts that change for themselves are in the interval: no false alarm beyond 5 %, at the margin and of the retest', async () => {
  const random = randomStream('independent')
  const rounds = 80
  const found = { regressed: 0, 'no worse': 0, undecided: 0 }
  let [alarms, outside] = [0, 0]
  for (let i = 0; i < rounds; i += 1) {
    await setImmediate()
    // Every fifth item is too near 0 for the whole drop.
    const drop = 0.02
    const wins = [0.03, 0.97, 0.3, 0.7, 0.97]
    const candidate = Array.from({ length: 400 }, (_, at) => (random() < wins[at % 5]! - drop ? 1 : 0))
    const sides = [sideOf('a', judging(random)), sideOf('b', candidate)] as const
    const [one] = gateSides(...sides, { policy: defaultPolicy }).benchmarks
    found[one!.verdict as keyof typeof found] += 1
    if (one!.low90 > -drop || one!.high90 < -drop) outside += 1
    if (noiseOf(judging(random), judging(random)).benchmarks[0]!.isAlarm) alarms += 1
  }
  // Three standard errors above what is promised.
  const most = (level: number) => rounds * (level + 3 * Math.sqrt((level * (1 - level)) / rounds))
  expect(found.regressed).toBeLessThanOrEqual(most(0.05))
  expect(found['no worse']).toBeLessThanOrEqual(most(0.05))
  expect(outside).toBeLessThanOrEqual(most(0.1))
  expect(alarms).toBeLessThanOrEqual(most(0.05))
}, 300_000)

// Hundreds of gates are reckoned.
test('a judge that moved between two judgings deceives a gate that nobody told, and is found by being asked again', async () => {
  const random = randomStream('drift')
  const rounds = 15
  let [deceived, called] = [0, 0]
  for (let i = 0; i < rounds; i += 1) {
    await setImmediate()
    const before = judging(random)
    // The same outputs, judged by what the judge has become.
    const after = judging(random, 0.15)
    const sides = [sideOf('a', before), sideOf('b', after)] as const
    if (gateSides(...sides, { policy: defaultPolicy }).verdict === 'regressed') deceived += 1
    const noise = new Map([['b', noiseOf(judging(random), judging(random, 0.15)).benchmarks[0]!]])
    const told = gateSides(...sides, { policy: defaultPolicy, noise })
    if (told.verdict === 'regressed') called += 1
    else expect(told.benchmarks[0]!.withheld.join()).toMatch(/moved as a whole|^$/)
  }
  expect(deceived / rounds).toBeGreaterThan(0.9)
  expect(called / rounds).toBeLessThan(0.1)
}, 300_000)
