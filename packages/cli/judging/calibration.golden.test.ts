import { hash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { GateReport, NoiseReport } from '@retable/core'
import { openFakeServer, openPlayback } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder, retable } from '../evals/eval-cli.ts'
import { judged, limit, metric } from './judge-cli.ts'
import { answersTo, storedAnnotations } from './stored-annotations.ts'

const items = 120

test('the stored judge beside itself agrees wholly, beside a flipped copy in ties alone', limit, async () => {
  const folder = await emptyFolder()
  const annotations = (await storedAnnotations('claude-2')).slice(0, items)
  const rows = annotations.map((row) => ({ ...row, raw_completion: undefined, generator_2: 'claude-2' }))
  const flipped = rows.map((row) => ({ ...row, preference: 3 - row.preference }))
  await writeFile(path.join(folder, 'same.json'), JSON.stringify(rows))
  await writeFile(path.join(folder, 'flipped.json'), JSON.stringify(flipped))
  const judge = 'gpt-4-1106-preview'
  await using server = await openPlayback(await answersTo(annotations), { model: judge })
  const words = ['judge', 'alpaca-eval', '--judge-model', judge, '--base-url', server.url]
  const same = await judged(folder, [...words, '--calibrate', 'same.json'])
  expect(metric(same, 'calibration_agreement')).toBe(1)
  expect(metric(same, 'calibration_kappa')).toBe(1)
  expect(metric(same, 'calibration_difference')).toBe(0)
  expect(metric(same, 'calibration_position_bias')).toBe(0)
  // What it gives the model, beside what was stored.
  expect(metric(same, 'calibration_mean_here')! * 100).toBeCloseTo(metric(same, 'win_rate')!, 9)

  const other = await judged(folder, [...words, '--calibrate', 'flipped.json'])
  const ties = annotations.filter(({ preference }) => preference === 1.5).length
  expect(metric(other, 'calibration_agreement')).toBe(ties / items)
  expect(metric(other, 'calibration_kappa')!).toBeLessThan(0)
  expect(metric(other, 'calibration_mean_there')).toBeCloseTo(1 - metric(other, 'calibration_mean_here')!, 9)
  // Which file it was held against is recorded, and each has a record of its own.
  expect(other.folder).not.toBe(same.folder)
  const text = await readFile(path.join(other.folder, 'manifest.json'), 'utf8')
  const sha256 = hash('sha256', JSON.stringify(flipped))
  expect(JSON.parse(text)).toMatchObject({ calibratedBy: { name: 'flipped.json', sha256 } })

  // Judgements of another model's outputs say nothing of how judges agree.
  const foreign = rows.map((row, i) => (i < 7 ? { ...row, output_2: `${row.output_2} And so on.` } : row))
  await writeFile(path.join(folder, 'foreign.json'), JSON.stringify(foreign))
  const outputs = rows.map(({ instruction, output_2: output }) => ({ instruction, output }))
  await writeFile(path.join(folder, 'mine.json'), JSON.stringify(outputs))
  const beside = [...words, '--outputs', 'mine.json', '--calibrate', 'foreign.json']
  const refused = await retable(folder, beside, { RETABLE_ACCEPT_LICENCES: 'CC-BY-NC-4.0' })
  expect(refused.exitCode).toBe(2)
  expect(refused.stderr).toContain(
    `foreign.json: 7 of ${items} judgements are of other outputs than those that are judged here`,
  )
})

test('a judge that is asked again is held against itself', limit, async () => {
  const folder = await emptyFolder()
  const annotations = (await storedAnnotations('claude-2')).slice(0, 40)
  const outputs = annotations.map(({ instruction, output_2: output }) => ({ instruction, output }))
  await writeFile(path.join(folder, 'mine.json'), JSON.stringify(outputs))
  // Which label it names changes with each answer: it does not agree with itself.
  let asked = 0
  await using server = await openFakeServer(({ method }) => {
    if (method === 'GET') return { kind: 'answer', body: { object: 'list', data: [{ id: 'fickle' }] } }
    const token = (asked += 1) % 3 === 0 ? 'm' : 'M'
    const logprobs = { content: [{ token, logprob: 0, top_logprobs: [{ token, logprob: 0 }] }] }
    const message = { role: 'assistant', content: token }
    return {
      kind: 'answer',
      body: {
        choices: [{ index: 0, message, logprobs, finish_reason: 'length' }],
        usage: { prompt_tokens: 9, completion_tokens: 1 },
      },
    }
  })
  const words = [
    'judge',
    'alpaca-eval',
    '--outputs',
    'mine.json',
    '--judge-model',
    'fickle',
    '--base-url',
    server.url,
  ]
  const found = await judged(folder, [...words, '--again', '20'])
  const sent = annotations.slice(0, 20).filter(({ output_1: one, output_2: two }) => one !== two).length
  expect(asked).toBe(annotations.filter(({ output_1: one, output_2: two }) => one !== two).length + sent)
  expect(metric(found, 'retest_agreement')!).toBeLessThan(1)
  expect(metric(found, 'retest_variance')!).toBeGreaterThan(0)
  const text = await readFile(path.join(found.folder, 'manifest.json'), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ again: 20, rows: 40, of: 805 })
  expect(found.verdicts).toBe('log-probabilities')
  expect(found.again?.failures).toEqual({
    ...{ tasks: 20, withoutJudgement: 0 },
    ...{ verdicts: sent, withoutVerdict: 0 },
  })
  const second = await readFile(path.join(found.folder, 'again-annotations.json'), 'utf8')
  expect(JSON.parse(second)).toHaveLength(20)
  expect(found.notes).toContain(`asked again: 0 of ${sent} answers of the judge (0.0 %) without a verdict`)
  // The second asking is kept as well.
  const before = asked
  const again = await judged(folder, [...words, '--again', '20'])
  expect(asked).toBe(before)
  expect(again.metrics).toEqual(found.metrics)
  // Both askings, and of a fresh run both anew.
  const [stored, fresh] = [[], ['--fresh']].map((more) =>
    retable(folder, [...words, '--again', '20', '--dry-run', ...more], {
      RETABLE_ACCEPT_LICENCES: 'CC-BY-NC-4.0',
    }),
  )
  expect((await stored!).stdout).toBe(
    `alpaca-eval: 0 of ${before} first requests to the judge for 40 tasks, and 20 asked again are new; what follows an answer is not counted`,
  )
  expect((await fresh!).stdout).toContain(`${before} of ${before} first requests`)
  const anew = await judged(folder, [...words, '--again', '20', '--fresh'])
  expect(asked).toBe(2 * before)

  // What the judge last varied by is kept for it: half the mean squared difference is the variance of one judging.
  const { stdout, exitCode } = await retable(folder, ['noise', found.folder, '--json'])
  expect(exitCode).toBe(0)
  const report = JSON.parse(stdout) as NoiseReport
  expect(report).toMatchObject({ model: null, judge: 'fickle' })
  expect(report.benchmarks[0]!.flips).toBeCloseTo(2 * metric(anew, 'retest_variance')!, 12)
  const gate = ['gate', '--baseline', found.folder, '--candidate', found.folder, '--json']
  const gated = JSON.parse((await retable(folder, gate)).stdout) as GateReport
  expect(gated.benchmarks[0]!.comparison.noise).toEqual(report.benchmarks[0])
})
