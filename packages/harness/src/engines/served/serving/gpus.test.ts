import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Model } from '@retable/core'
import { expect, test } from 'vitest'
import { machineGpus } from '../gpu/machine-gpus.ts'
import { fakeRuntime } from '../testing/fake-runtime.ts'
import { fakeAnswer } from '../testing/fake-server.ts'
import { writeFakeModel } from '../testing/fake-trainer.ts'
import { openFake, testFolder, training } from '../testing/open-fake.ts'

type Opened = Awaited<ReturnType<typeof openFake>>
const sampling = { temperature: 0.8, topP: 0.9, maxTokens: 9 }

async function modelIn({ folder }: Opened, name: string): Promise<Model> {
  const location = path.join(folder, name)
  return { id: name, hash: await writeFakeModel(location, name), location }
}
async function draw({ engine }: Opened, model: Model, count: number): Promise<number> {
  const requests = Array.from({ length: count }, (_, i) => ({ prompt: 'say', stream: `${i}` }))
  let drawn = 0
  for await (const part of engine.generate(model, { requests, sampling, seed: 1 })) drawn += part.length
  return drawn
}

test('on a GPU a model is served by vLLM, as the tier computes and with its share of the memory', async () => {
  const vllmPython = path.join(testFolder(), 'python')
  await writeFile(vllmPython, '#!/bin/sh\necho 0.11.0\n', { mode: 0o755 })
  const h100 = { gpu: 'NVIDIA H100 80GB HBM3', vllmPython }
  const opened = await openFake({
    settings: { device: 'cuda', autocast: 'bfloat16', batch: 64, gpus: 4, servers: 2 },
    place: h100,
  })
  const model = await modelIn(opened, 'a')
  await draw(opened, model, 1)
  expect(opened.runtime.services[0]).toMatchObject({
    ...{ server: 'vllm', gpus: 4, slots: 64 },
    vllm: { dtype: 'bfloat16', batchInvariant: true, memoryShare: 0.45, python: vllmPython },
  })
  expect(opened.engine.identity).toMatchObject({ serving: { image: 'vllm 0.11.0' } })
  // It has an image or an installation of its own.
  expect(opened.runtime.services[0]).not.toHaveProperty('program')
  // vLLM counts one text at a time.
  expect(await opened.engine.countTokens(model, ['a', 'bcd'])).toEqual([1, 3])
  const scored = await opened.engine.score(model, [{ prompt: 'a', completion: 'bc' }])
  expect(scored).toEqual([-1.5])
})

const gpus = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `${i}`, name: 'NVIDIA H100 80GB HBM3', memory: 85e9 }))

test('each server has GPUs of its own as long as there are enough, and then shares their memory', async () => {
  const cuda = { device: 'cuda', batch: 8, gpus: 2 } as const
  const asked = ({ runtime }: Opened) =>
    runtime.services.map(({ gpuIds, vllm }) => [gpuIds?.join(), vllm?.memoryShare])
  const enough = await openFake({ settings: { ...cuda, servers: 2, replicas: 2 }, place: { gpus: gpus(4) } })
  await draw(enough, await modelIn(enough, 'a'), 4)
  expect(asked(enough)).toEqual([
    ['0,1', 0.9],
    ['2,3', 0.9],
  ])
  const few = await openFake({ settings: { ...cuda, servers: 4, replicas: 4 }, place: { gpus: gpus(4) } })
  await draw(few, await modelIn(few, 'a'), 4)
  expect(asked(few).map(([ids]) => ids)).toEqual(['0,1', '2,3', '0,1', '2,3'])
  expect(asked(few)[0]![1]).toBe(0.45)
})

test('replicas that one GPU has no memory for are refused before any is started', async () => {
  const needy = { device: 'cuda', servers: 4, replicas: 4, needs: { gpuMemory: 60 } } as const
  const opened = await openFake({ settings: needy, place: { gpus: gpus(2) } })
  await expect(draw(opened, await modelIn(opened, 'a'), 1)).rejects.toThrow(
    '2 servers that need 60 GB each would stand on one GPU, of 2 GPUs of 85 GB that this machine has',
  )
  expect(opened.runtime.services).toEqual([])
})

test('engines of one run share a machine’s GPUs: its memory, and its turns', async () => {
  const order: string[] = []
  const shared = machineGpus()
  const judge = await openFake({
    settings: { device: 'cuda', servers: 1 },
    ...{ place: { gpus: gpus(1) }, gpus: shared },
    answer: async (request) => {
      if (request.path === '/v1/chat/completions') {
        await delay(100)
        order.push('answered')
      }
      return fakeAnswer(request)
    },
  })
  const policy = await openFake({
    settings: { device: 'cuda', servers: 1 },
    ...{ place: { gpus: gpus(1) }, gpus: shared },
    end: () => {
      order.push(`trains with ${judge.runtime.standing()} standing`)
      return undefined
    },
  })
  const drawing = draw(judge, await modelIn(judge, 'a'), 1)
  const trained = policy.engine.train({
    ...{ model: await modelIn(policy, 'b'), training, examples: [{ prompt: 'a', completion: 'b' }] },
    output: path.join(policy.folder, 'work', 'model'),
    checkpoint: path.join(policy.folder, 'work', 'checkpoint'),
  })
  await Promise.all([drawing, trained])
  expect(order).toEqual(['answered', 'trains with 0 standing'])
  expect(judge.runtime.services[0]).toMatchObject({ vllm: { memoryShare: 0.45 } })
  expect(policy.runtime.jobs[0]).toMatchObject({ gpus: 1, gpuIds: ['0'] })
})

test('where a cluster takes a server away, another draws what is left, and not for ever', async () => {
  const onCluster = async (isTaken: (asked: number) => boolean) => {
    let asked = 0
    const fake = fakeRuntime({
      answer: async (request) => {
        if (request.path === '/v1/chat/completions' && isTaken((asked += 1))) {
          void fake.kill()
          // It answers no more.
          await delay(300)
        }
        return fakeAnswer(request)
      },
    })
    return { fake, opened: await openFake({ place: { runtime: { ...fake, id: 'slurm' } } }) }
  }
  const once = await onCluster((asked) => asked === 5)
  expect(await draw(once.opened, await modelIn(once.opened, 'a'), 12)).toBe(12)
  // What the first was at when it was lost is asked again, and nothing else.
  expect(once.fake.perServer().reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(14)
  expect(once.fake.services).toHaveLength(2)
  expect(once.opened.told.join()).toContain('another is started for what is left')

  const always = await onCluster(() => true)
  await expect(draw(always.opened, await modelIn(always.opened, 'a'), 1)).rejects.toMatchObject({
    code: 'harness/model-server',
  })
  expect(always.fake.services).toHaveLength(3)
})

test('images and where programs run are told for the record, and left out where that is this machine', async () => {
  const file = path.join(testFolder(), 'trainer.sif')
  await writeFile(file, 'an image')
  const images = { trainer: file, vllm: `b@sha256:${'b'.repeat(64)}` }
  const runtime = { name: 'slurm', partition: 'gpu' } as const
  const { engine } = await openFake({ place: { facts: { images, runtime } } })
  expect(engine.runtime).toEqual(runtime)
  const hash = createHash('sha256').update('an image').digest('hex')
  expect(engine.images).toEqual({ ...images, trainer: `sha256:${hash}` })
  const { engine: here } = await openFake()
  expect(here).not.toHaveProperty('images')
  expect(here).not.toHaveProperty('runtime')
  expect(engine.identity).toEqual(here.identity)
})

test('on a cluster each server has its own GPUs, and as many machines as the tier says', async () => {
  const fake = fakeRuntime()
  const runtime = { ...fake, id: 'slurm' as const }
  const opened = await openFake({
    settings: { device: 'cuda', servers: 3, gpus: 8, serverNodes: 2 },
    place: { runtime, gpu: 'a100' },
  })
  await draw(opened, await modelIn(opened, 'a'), 1)
  const asked = { dtype: 'float32', batchInvariant: false, memoryShare: 0.9 }
  expect(fake.services[0]).toMatchObject({ vllm: asked, gpus: 8, nodes: 2 })
})

test('on the processor the trainer’s own program serves', async () => {
  const opened = await openFake()
  await draw(opened, await modelIn(opened, 'a'), 1)
  expect(opened.runtime.services[0]).not.toHaveProperty('server')
  expect(opened.runtime.services[0]).toMatchObject({ program: { module: 'retable_trainer' } })
})

test('replicas share the requests of one model, and stand and fall together', async () => {
  const opened = await openFake({
    settings: { replicas: 3, servers: 3 },
    answer: async (request) => {
      await delay(20)
      return fakeAnswer(request)
    },
  })
  const [a, b] = [await modelIn(opened, 'a'), await modelIn(opened, 'b')]
  expect(await draw(opened, a, 30)).toBe(30)
  expect(opened.runtime.served).toHaveLength(3)
  expect(opened.runtime.perServer().map((count) => count > 3)).toEqual([true, true, true])
  // Another model has no place beside them.
  await draw(opened, b, 1)
  expect([opened.runtime.mostStanding(), opened.runtime.standing()]).toEqual([3, 3])
})

test('a replica that cannot be started leaves none standing', async () => {
  const opened = await openFake({ settings: { replicas: 2, servers: 2 }, weights: 'f'.repeat(64) })
  await expect(draw(opened, await modelIn(opened, 'a'), 1)).rejects.toMatchObject({ code: 'harness/model' })
  expect(opened.runtime.standing()).toBe(0)
})

test('on a GPU a training waits for the servers, and they for it', async () => {
  const order: string[] = []
  const opened = await openFake({
    settings: { device: 'cuda' },
    answer: async (request) => {
      if (request.path === '/v1/chat/completions') {
        await delay(100)
        order.push(`answered with ${opened.runtime.standing()} standing`)
      }
      return fakeAnswer(request)
    },
    end: async () => {
      order.push(`trains with ${opened.runtime.standing()} standing`)
      await delay(100)
      return undefined
    },
  })
  const model = await modelIn(opened, 'a')
  const drawing = draw(opened, model, 1)
  const trained = opened.engine.train({
    ...{ model, training, examples: [{ prompt: 'a', completion: 'b' }] },
    output: path.join(opened.folder, 'work', 'model'),
    checkpoint: path.join(opened.folder, 'work', 'checkpoint'),
  })
  await Promise.all([drawing, trained])
  expect(order).toEqual(['answered with 1 standing', 'trains with 0 standing'])
  expect(opened.runtime.jobs[0]).toMatchObject({ gpus: 1 })
})
