import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openAssets } from '@retable/assets'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBenchmark } from '../benchmarks/find-benchmark.ts'
import { scoreEach } from './score-each.ts'
import { scoreFile } from './score-file.ts'

const golden = process.env['RETABLE_GOLDEN']
if (!golden) throw new Error('RETABLE_GOLDEN names no folder of published raw outputs')
const logs = path.resolve(golden, 'reasoning/logs')

let store: string
beforeAll(async () => {
  store = await mkdtemp(path.join(tmpdir(), 'retable-golden-'))
})
afterAll(() => rm(store, { recursive: true }))

async function scored(name: string, variant: string) {
  const assets = openAssets({ directory: store, mirror: process.env['RETABLE_MIRROR'] })
  const benchmark = await findBenchmark('gsm8k')
  const { n, metrics, brokenLines, log } = await scoreFile({
    benchmark,
    file: path.join(logs, name),
    variant,
    assets,
  })
  return { n, accuracy: metrics[0]?.value, standardError: metrics[0]?.standardError, brokenLines, log }
}

// The program's own results: exact_match .55, stderr .07966275068156915, under either filter.
test.each(['lm-eval-strict', 'lm-eval-flexible'])(
  'a whole log of lm-eval 0.4.13 under %s',
  async (variant) => {
    const score = await scored('lm-eval-replay/samples_gsm8k_2026-11-23T20-47-52.347608.jsonl', variant)
    expect(score).toMatchObject({ n: 40, brokenLines: 0, log: { found: 40, stated: 40, isPartial: false } })
    expect(score.accuracy).toBeCloseTo(0.55, 12)
    expect(score.standardError).toBeCloseTo(0.07966275068156915, 12)
    const same = { stated: 0.55, value: 0.55, n: 40, agreeing: 40 }
    expect(score.log?.scores).toEqual([
      { name: 'exact_match,strict-match', variant: 'lm-eval-strict', ...same },
      { name: 'exact_match,flexible-extract', variant: 'lm-eval-flexible', ...same },
    ])
  },
)

// As lm-eval 0.4.13 states them: acc .175, acc_norm .3.
test('a log that holds several of a program’s scores is scored by each', async () => {
  const name = 'lm-eval-replay/samples_arc_challenge_2026-11-23T20-48-01.400230.jsonl'
  const assets = openAssets({ directory: store, mirror: process.env['RETABLE_MIRROR'] })
  const each = scoreEach({ benchmark: await findBenchmark('arc'), file: path.join(logs, name), assets })
  const found = (await Array.fromAsync(each)).map(({ variant, metrics, log }) => ({
    variant,
    accuracy: metrics[0]?.value,
    log: log?.scores.find((score) => score.variant === variant),
  }))
  expect(found).toMatchObject([
    { variant: 'acc', accuracy: 0.175, log: { stated: 0.175, agreeing: 40 } },
    { variant: 'acc-norm', accuracy: 0.3, log: { stated: 0.3, agreeing: 40 } },
  ])
})

// The stated .75 and .77 are over 100 documents, of which the files hold three.
test.each([
  ['lm-eval/samples_gsm8k_2025-09-09T13-31-53.431753.jsonl', 1 / 3, 0.75],
  ['lm-eval/samples_gsm8k_2025-09-09T13-42-42.857006.jsonl', 2 / 3, 0.77],
])('%s is partial', async (name, accuracy, stated) => {
  const score = await scored(name, 'lm-eval-strict')
  expect(score).toMatchObject({ n: 3, accuracy, log: { found: 3, stated: 100, isPartial: true } })
  expect(score.log?.scores).toEqual([
    {
      name: 'exact_match,strict-match',
      variant: 'lm-eval-strict',
      stated,
      value: accuracy,
      n: 3,
      agreeing: 3,
    },
  ])
})

test.each([
  ['lm-eval/samples_math_perturbed_full_2026-01-21T03-44-18.458309.jsonl', '"math_perturbed_full"'],
  ['lm-eval-replay/samples_arc_challenge_2026-11-23T20-48-01.400230.jsonl', '"arc_challenge"'],
  ['inspect/mmlu-summary-choices.eval', '"inspect_evals/mmlu_0_shot"'],
  ['inspect/2025-05-12T20-28-13-04-00_popularity.json', '"popularity", with status "cancelled"'],
])('%s is of another task', async (name, task) => {
  await expect(scored(name, 'official')).rejects.toThrow(
    `the log is of the task ${task}; if that is not gsm8k`,
  )
})
