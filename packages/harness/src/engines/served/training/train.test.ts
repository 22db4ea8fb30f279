import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { folderHash, type Model, type TrainRequest } from '@retable/core'
import type { TrainingResult } from '@retable/trainer'
import { describe, expect, test } from 'vitest'
import { fakeAnswer } from '../testing/fake-server.ts'
import { writeFakeModel } from '../testing/fake-trainer.ts'
import { openFake, training } from '../testing/open-fake.ts'

const texts = ['one', 'two', 'three'].map((word) => ({ prompt: `say ${word}`, completion: word }))
const pairs = texts.map(({ prompt, completion }) => ({
  prompt,
  chosen: completion,
  rejected: 'no',
  weight: 2,
}))
const dpo = { ...training, loss: { kind: 'dpo', beta: 0.1, alpha: 1 } } as const

async function modelIn(folder: string): Promise<Model> {
  const location = path.join(folder, 'models', 'base')
  return { id: 'base', hash: await writeFakeModel(location, 'base'), location }
}
function request(folder: string, more: Partial<TrainRequest> = {}): TrainRequest {
  return {
    ...{ training, examples: texts },
    output: path.join(folder, 'work', 'model'),
    checkpoint: path.join(folder, 'work', 'checkpoint'),
    ...more,
  }
}

test('a job is written as the trainer reads it, by places that move with the store', async () => {
  const written: string[] = []
  const { engine, folder } = await openFake({
    settings: { adapter: { rank: 4, scale: 2, dropout: 0.1 }, microBatch: 8 },
    end: async ({ folder }) => {
      for (const name of ['job.json', 'rows.ndjson'])
        written.push(await readFile(path.join(folder, name), 'utf8'))
      return undefined
    },
  })
  const model = await modelIn(folder)
  await engine.train(request(folder, { model, training: dpo, examples: pairs, keepAt: [1] }))
  expect(JSON.parse(written[0]!)).toEqual({
    version: 1,
    base: { folder: '../../models/base', hash: model.hash },
    reference: null,
    rows: { file: 'rows.ndjson', sha256: expect.stringMatching(/^[\da-f]{64}$/) },
    ...dpo,
    microBatchSize: 4,
    maxTokens: 64,
    adapter: { rank: 4, scale: 2, dropout: 0.1 },
    ...{ weights: 'float32', autocast: null, gradientCheckpointing: false, device: 'cpu', sharding: 'none' },
    ...{ threads: 1, keepAt: [1], checkpointSeconds: 5 },
  })
  expect(
    written[1]!
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(pairs)
})

test('it gives the kept models and the trained one, in their own places, and leaves nothing else', async () => {
  const { engine, folder, runtime } = await openFake()
  const steps: number[] = []
  const onStep = ({ step }: { readonly step: number }) => steps.push(step)
  const model = await modelIn(folder)
  const models = await engine.train(request(folder, { model, keepAt: [1, 2], onStep }))
  expect(models.map(({ location }) => path.basename(location!))).toEqual(['model.1', 'model.2', 'model'])
  for (const { hash, location } of models) expect(await folderHash(location!)).toBe(hash)
  expect(steps).toEqual([1, 2, 3])
  expect((await readdir(path.join(folder, 'work'))).toSorted()).toEqual(['model', 'model.1', 'model.2'])
  // The server that its numbers were compared with answers for it from its new place.
  await engine.score(models[2]!, texts)
  expect(runtime.served).toHaveLength(1)
})

test('what is told of a training stays, by the hash of its model; rows that were left out are told at once', async () => {
  const { engine, folder, told } = await openFake({
    spoil: ({ rows, ...of }) => ({ ...of, rows: { ...rows, used: 1, tooLong: 2 } }),
  })
  const [model] = await engine.train(request(folder, { model: await modelIn(folder) }))
  const kept = path.join(folder, 'trainings', model!.hash)
  expect((await readdir(kept)).toSorted()).toEqual(['job.json', 'metrics.ndjson', 'result.json'])
  expect(JSON.parse(await readFile(path.join(kept, 'result.json'), 'utf8'))).toMatchObject({
    rows: { given: 3, used: 1, tooLong: 2 },
  })
  expect(told).toEqual([
    'the training of base leaves out 2 of 3 rows: 2 with more than 64 tokens, 0 with a text that spells the end of an answer',
  ])
})

test('from nothing, weights are made first, by the seed of the training', async () => {
  let made = ''
  const { engine, folder, runtime } = await openFake({
    end: async ({ folder, inputFile }) => {
      if (inputFile !== undefined) made = await readFile(path.join(folder, inputFile), 'utf8')
      return undefined
    },
  })
  await engine.train(request(folder))
  expect(runtime.jobs.map(({ args }) => args)).toEqual([
    ['make-tiny', 'fresh'],
    ['train', '.'],
  ])
  expect(JSON.parse(made)).toMatchObject({ seed: 7, layers: 1, corpus: ['a b c'] })
  expect(JSON.parse(made)).not.toHaveProperty('kind')

  const without = await openFake({ settings: { fresh: null } })
  await expect(without.engine.train(request(without.folder))).rejects.toThrow('needs "fresh" in the settings')
})

describe('what was cut off', () => {
  test.each([
    [
      'failed',
      { state: 'failed', exitCode: 65, signal: null, sentence: 'row 3 has no end' },
      'failed: row 3 has no end',
    ],
    ['was stopped', { state: 'stopped' }, 'stopped from elsewhere; run the command again'],
  ] as const)('a training that %s is told, and its folder stays', async (_, end, told) => {
    let isFirst = true
    const { engine, folder } = await openFake({
      end: () => {
        const now = isFirst ? end : undefined
        isFirst = false
        return now
      },
    })
    const asked = request(folder, { model: await modelIn(folder) })
    await expect(engine.train(asked)).rejects.toThrow(told)
    expect(existsSync(asked.checkpoint)).toBe(true)
    expect(await engine.train(asked)).toHaveLength(1)
  })

  test('a signal ends it with its own reason', async () => {
    const controller = new AbortController()
    const { engine, folder } = await openFake({
      end: () => {
        controller.abort(new Error('enough'))
        return { state: 'cancelled' }
      },
    })
    const asked = request(folder, { model: await modelIn(folder) })
    await expect(engine.train(asked, controller.signal)).rejects.toThrow('enough')
    expect(existsSync(asked.checkpoint)).toBe(true)
  })

  test.each([
    ['no model', []],
    ['the first model', ['model.1']],
    ['all models', ['model.1', 'model']],
  ])(
    'killed when %s had moved to its place: the rest follows, and nothing is trained again',
    async (_, moved) => {
      let isAway = true
      const { engine, folder, runtime } = await openFake({
        answer: (request) => (isAway ? { kind: 'answer', status: 500, body: {} } : fakeAnswer(request)),
      })
      const asked = request(folder, { model: await modelIn(folder), keepAt: [1] })
      await expect(engine.train(asked)).rejects.toThrow('refuses')
      for (const name of moved) {
        await rename(path.join(asked.checkpoint, name), path.join(folder, 'work', name))
      }
      isAway = false
      for (const { hash, location } of await engine.train(asked)) {
        expect(await folderHash(location!)).toBe(hash)
      }
      expect(runtime.jobs).toHaveLength(1)
      expect((await readdir(path.join(folder, 'work'))).toSorted()).toEqual(['model', 'model.1'])
    },
  )
})

test('a training that is at work keeps its job, however often it is to keep checkpoints now', async () => {
  const first = await openFake({ end: () => ({ state: 'stopped' }) })
  const asked = request(first.folder, { model: await modelIn(first.folder) })
  await expect(first.engine.train(asked)).rejects.toMatchObject({ code: 'harness/program' })
  const job = () => readFile(path.join(asked.checkpoint, 'job.json'), 'utf8')
  const before = await job()
  const again = await openFake({
    settings: { checkpointSeconds: 99 },
    end: () => job().then((now) => (now === before ? undefined : { state: 'stopped' })),
  })
  expect(await again.engine.train(asked)).toHaveLength(1)
})

test('what another job has left in its place is no result of it; a model that was taken away is told', async () => {
  const { engine, folder, runtime } = await openFake()
  const asked = request(folder, { model: await modelIn(folder) })
  await mkdir(asked.checkpoint, { recursive: true })
  await writeFile(path.join(asked.checkpoint, 'job.json'), '{}')
  await writeFile(path.join(asked.checkpoint, 'result.json'), '{}')
  await engine.train(asked)
  expect(runtime.jobs).toHaveLength(1)

  const spoiled = await openFake({
    spoil: (of) => ({ ...of, models: of.models.map((one) => ({ ...one, folder: 'nowhere' })) }),
  })
  const other = request(spoiled.folder, { model: await modelIn(spoiled.folder) })
  await expect(spoiled.engine.train(other)).rejects.toThrow(
    'nowhere is gone, which a training has left; remove',
  )
})

type Spoil = (result: TrainingResult) => object
const faults: [string, Spoil, string][] = [
  ['another job’s result', (of) => ({ ...of, job: 'f'.repeat(64) }), 'its result is of another job'],
  ['lost rows', (of) => ({ ...of, rows: { ...of.rows, used: 2 } }), 'of 3 rows it read 3, learnt from 2'],
  [
    'no row short enough',
    (of) => ({ ...of, rows: { ...of.rows, used: 0, tooLong: 3 } }),
    'none of 3 rows: 3 are longer than 64 tokens',
  ],
  [
    'a model that lacks',
    (of) => ({ ...of, models: [{ ...of.models[0]!, step: 2 }] }),
    'models of the steps 2, and 3 were asked for',
  ],
  ['nothing learnt', (of) => ({ ...of, changedShare: 0 }), 'its first step changed no weight'],
  [
    'another reference',
    (of) => ({ ...of, first: { ...of.first, margin: 0.2 } }),
    'differ by a margin of 0.2',
  ],
  [
    'no margin',
    (of) => ({ ...of, first: { ...of.first, margin: null } }),
    'a margin of which nothing is told',
  ],
  ['another template', withProbe, 'their templates differ'],
  ['other weights at the server', withSum, 'differ in row 2: log p is'],
  ['no row scored', (of) => ({ ...of, logProbabilities: [] }), 'the trainer scored no row'],
]

function withProbe({ template, ...of }: TrainingResult) {
  const { messages, ids } = template.probe
  return { ...of, template: { ...template, probe: { messages, ids: [ids[0]!, ...ids] } } }
}
function withSum({ logProbabilities, ...of }: TrainingResult) {
  const off = logProbabilities.map((row, i) => (i === 1 ? { ...row, sum: row.sum + 0.002 } : row))
  return { ...of, logProbabilities: off }
}

describe('what goes wrong without a word', () => {
  test.each(faults)('%s: the model is not taken', async (_, spoil, told) => {
    const { engine, folder } = await openFake({ spoil })
    const model = await modelIn(folder)
    const asked = request(folder, { model, training: dpo, examples: pairs })
    await expect(engine.train(asked)).rejects.toThrow(told)
    expect(existsSync(asked.output)).toBe(false)
  })

  test('a first step that changes nothing is told under a warm-up too, but not of rows that teach nothing', async () => {
    const { engine, folder } = await openFake({ spoil: (of) => ({ ...of, changedShare: 0 }) })
    const model = await modelIn(folder)
    const warmed = { ...dpo, optimizer: { ...dpo.optimizer, warmup: 2 } }
    const asked = request(folder, { model, training: warmed, examples: pairs })
    await expect(engine.train(asked)).rejects.toThrow('its first step changed no weight')
    const [first, ...rest] = pairs
    const examples = [{ ...first!, weight: 0 }, ...rest]
    expect(await engine.train({ ...asked, examples })).toHaveLength(1)
  })

  test('a server that read other weights is refused', async () => {
    const { engine, folder, runtime } = await openFake({ weights: 'a'.repeat(64) })
    await expect(engine.train(request(folder, { model: await modelIn(folder) }))).rejects.toThrow(
      'is damaged',
    )
    expect(runtime.standing()).toBe(0)
  })

  test('numbers of 16 bits may differ by more, and not by much', async () => {
    const half = { settings: { autocast: 'bfloat16' } } as const
    const passes = await openFake({ ...half, spoil: withSum })
    await passes.engine.train(request(passes.folder, { model: await modelIn(passes.folder) }))
    const far = await openFake({
      ...half,
      spoil: ({ logProbabilities: [first, ...rest], ...of }) => ({
        ...of,
        logProbabilities: [{ ...first!, sum: first!.sum - 0.1 }, ...rest],
      }),
    })
    await expect(far.engine.train(request(far.folder, { model: await modelIn(far.folder) }))).rejects.toThrow(
      'row 1',
    )
  })
})

test('an optimiser that the trainer does not have is refused before anything is written', async () => {
  const { engine, folder, runtime } = await openFake()
  const asked = request(folder, {
    training: { ...training, optimizer: { ...training.optimizer, kind: 'muon' } },
  })
  await expect(engine.train(asked)).rejects.toThrow('trains by adamw alone, and muon was asked for')
  expect([runtime.jobs, existsSync(asked.checkpoint)]).toEqual([[], false])
})
