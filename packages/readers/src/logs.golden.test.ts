import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { OutputRow, ReadRow } from '@retable/core'
import { expect, test } from 'vitest'
import { detectFormat } from './detect-format.ts'
import { readOutputs } from './read-outputs.ts'

const golden = process.env['RETABLE_GOLDEN']
if (!golden) throw new Error('RETABLE_GOLDEN names no folder of published raw outputs')
const logs = path.resolve(golden, 'reasoning/logs')

async function read(folder: string, name: string) {
  const file = path.join(logs, folder, name)
  const format = await detectFormat(file)
  const rows = await Array.fromAsync(readOutputs(file, format))
  const of = <Kind extends ReadRow['kind']>(kind: Kind) =>
    rows.filter((row): row is Extract<ReadRow, { kind: Kind }> => row.kind === kind)
  return { format, log: of('log')[0], outputs: of('output'), repeats: of('repeat'), broken: of('broken') }
}

/** Mean of one of the program's own scores over the rows that have it. */
function meanOf(name: string, rows: readonly { readonly logScores?: OutputRow['logScores'] }[]): number {
  const values = rows.flatMap(({ logScores }) => logScores?.[name] ?? [])
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

// Rows and the numbers of the results files: logs/SOURCE and the files themselves.
test.each([
  ['lm-eval-replay', 'samples_gsm8k_2026-11-23T20-47-52.347608.jsonl', 40, 40, 40, 0.55, 0.55],
  ['lm-eval', 'samples_gsm8k_2025-09-09T13-31-53.431753.jsonl', 3, 0, 100, 1 / 3, 0.75],
  ['lm-eval', 'samples_gsm8k_2025-09-09T13-42-42.857006.jsonl', 3, 0, 100, 2 / 3, 0.77],
])('%s/%s', async (folder, name, found, repeats, stated, mean, whole) => {
  const file = await read(folder, name)
  expect(file).toMatchObject({ format: 'lm-eval', broken: [], log: { task: 'gsm8k', rows: stated } })
  expect([file.outputs.length, file.repeats.length]).toEqual([found, repeats])
  expect(file.log?.scores['exact_match,strict-match']).toBe(whole)
  expect(meanOf('exact_match,strict-match', file.outputs)).toBeCloseTo(mean, 12)
  for (const { gold, question } of file.outputs) {
    expect(gold).toContain('####')
    expect(question).toBeDefined()
  }
})

test('the second filter of a whole log', async () => {
  const { repeats, log } = await read('lm-eval-replay', 'samples_gsm8k_2026-11-23T20-47-52.347608.jsonl')
  expect(meanOf('exact_match,flexible-extract', repeats)).toBeCloseTo(0.55, 12)
  expect(log?.scores).toEqual({ 'exact_match,strict-match': 0.55, 'exact_match,flexible-extract': 0.55 })
})

test('log-likelihoods of choices', async () => {
  const { outputs, log } = await read(
    'lm-eval-replay',
    'samples_arc_challenge_2026-11-23T20-48-01.400230.jsonl',
  )
  expect(log).toMatchObject({
    task: 'arc_challenge',
    rows: 40,
    scores: { 'acc,none': 0.175, 'acc_norm,none': 0.3 },
  })
  expect(outputs).toHaveLength(40)
  expect(outputs[0]).toMatchObject({ id: 0, outputs: ['[-40.43299,-45.740206,-41.830928,-55.191753]'] })
  expect(outputs.some((row) => 'gold' in row)).toBe(false)
  expect(meanOf('acc,none', outputs)).toBeCloseTo(0.175, 12)
  expect(meanOf('acc_norm,none', outputs)).toBeCloseTo(0.3, 12)
})

test('ten documents of five thousand', async () => {
  const { outputs, log } = await read(
    'lm-eval',
    'samples_math_perturbed_full_2026-01-21T03-44-18.458309.jsonl',
  )
  expect(log).toMatchObject({ task: 'math_perturbed_full', rows: 5000, scores: { 'exact_match,none': 0 } })
  expect(outputs).toHaveLength(10)
  expect(outputs[0]).toMatchObject({ gold: '3', question: expect.stringContaining('vertical asymptotes') })
})

test('logs of Inspect', async () => {
  const seen: Record<string, unknown> = {}
  for (const name of readdirSync(path.join(logs, 'inspect'))) {
    const { format, log, outputs, broken } = await read('inspect', name)
    expect([format, broken]).toEqual(['inspect', []])
    const [scorer] = Object.keys(outputs[0]?.logScores ?? {})
    const own = scorer === undefined ? [] : [meanOf(scorer, outputs), log?.scores[scorer]]
    seen[name] = [log?.task, log?.status, outputs.length, log?.rows, ...own]
  }
  expect(seen).toEqual({
    '2025-02-11T15-17-00-05-00_popularity_dPiJifoWeEQBrfWsAopzWr.eval': ['popularity', 'success', 10, 10],
    '2025-05-12T20-28-13-04-00_popularity.json': ['popularity', 'cancelled', 3, 3, 2 / 3, 0.6666666666666666],
    'data_arc_qwen.json': ['inspect_evals/arc_easy', 'success', 3, 3, 1 / 3, 0.3333333333333333],
    'data_arc_sonnet.json': ['inspect_evals/arc_easy', 'success', 5, 5, 1, 1],
    'log_formats.eval': ['popularity', 'success', 1, 1, 0, 0],
    'log_formats.json': ['popularity', 'success', 1, 1, 0, 0],
    'log_read_sample.eval': ['popularity', 'success', 1, 1, 1, 1],
    'mmlu-summary-choices.eval': ['inspect_evals/mmlu_0_shot', 'success', 1, 1, 0, 0],
  })
})

test('both forms of one Inspect log give the same row', async () => {
  const [archive, json] = [
    await read('inspect', 'log_formats.eval'),
    await read('inspect', 'log_formats.json'),
  ]
  expect(archive.outputs).toEqual(json.outputs)
  expect(archive.outputs).toMatchObject([{ id: 1, outputs: ['No'], gold: 'Yes', logScores: { match: 0 } }])
})

test('ZeroEval’s own layout', async () => {
  const gsm = await read('zeroeval', 'gsm.Meta-Llama-3.1-8B-Instruct.first25.json')
  expect([gsm.format, gsm.outputs.length, gsm.broken.length]).toEqual(['zeroeval', 25, 0])
})
