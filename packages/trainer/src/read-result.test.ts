import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTrainingResult, type TrainingResult } from './index.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-result-'))
})
afterAll(() => rm(folder, { recursive: true }))

const hash = 'a'.repeat(64)
const result: TrainingResult = {
  version: 1,
  job: hash,
  models: [{ folder: 'model', step: 2, hash, parameters: 120256, tensors: 21 }],
  rows: { given: 7, used: 6, tooLong: 1, unspellable: 0 },
  tokens: { perPass: 92, trained: 92 },
  first: { loss: 7.2, gradNorm: 7.8, margin: null },
  changedShare: 0.98,
  template: { sha256: hash, bos: 1, eos: 2, pad: 0, probe: { messages: [], ids: [1, 4] } },
  shown: [{ prompt: '3?', completion: '7', ids: [1, 4, 9, 2], mask: [0, 0, 1, 1] }],
  logProbabilities: [{ promptIds: [1, 4], completionIds: [9, 2], sum: -11.5 }],
  resolved: [{ name: 'seed', value: 3, source: 'job' }],
  versions: { trl: '1.16.0' },
  launcher: { threads: 1, environment: {} },
  seconds: 1.5,
}

async function read(value: unknown): Promise<TrainingResult> {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  await writeFile(path.join(folder, 'result.json'), text)
  return readTrainingResult(folder)
}

test('a result is read as it stands', async () => {
  expect(await read(result)).toEqual(result)
})

test('a job without one is not done', async () => {
  await expect(readTrainingResult(path.join(folder, 'none'))).rejects.toMatchObject({
    code: 'trainer/no-result',
    message: expect.stringContaining('the training is not done; run it again'),
  })
})

test.each([
  ['is not JSON', '{'],
  ['version must be 1', { ...result, version: 2 }],
  ['job must be a sha256', { ...result, job: 'abc' }],
  ['models must be a list that is not empty', { ...result, models: [] }],
  ['models[0].hash must be a sha256', { ...result, models: [{ ...result.models[0], hash: 3 }] }],
  ['rows.tooLong must be a whole number', { ...result, rows: { given: 1, used: 1 } }],
  ['first.loss must be a number', { ...result, first: null }],
  ['first.margin must be a number or null', { ...result, first: { ...result.first, margin: '0' } }],
  [
    'shown[1].ids must be a list of whole numbers',
    { ...result, shown: [result.shown[0], { ...result.shown[0], ids: [0.5] }] },
  ],
  [
    'resolved[0].source must be job, stated, inferred or assumed',
    { ...result, resolved: [{ name: 'a', value: 1, source: 'guessed' }] },
  ],
  ['job must be a sha256', null],
])('%s', async (sentence, value) => {
  await expect(read(value)).rejects.toMatchObject({
    code: 'trainer/bad-result',
    message: expect.stringContaining(
      sentence === 'job must be a sha256' && value === null ? 'version must be 1' : sentence,
    ),
  })
})
