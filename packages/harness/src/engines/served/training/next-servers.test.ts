import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Model } from '@retable/core'
import type { JobEnd, NextServers, ProgramJob, Runtime } from '@retable/runtimes'
import { expect, test } from 'vitest'
import { fakeRuntime, type FakeRuntimeOptions } from '../testing/fake-runtime.ts'
import { writeFakeModel } from '../testing/fake-trainer.ts'
import { openFake, training } from '../testing/open-fake.ts'
import type { ServedSettings } from '../settings.ts'

/** A runtime with a queue, and what it was asked for, in order. */
async function onCluster(options: FakeRuntimeOptions = {}, settings: Partial<ServedSettings> = {}) {
  const order: string[] = []
  const nexts: NextServers[] = []
  const fake = fakeRuntime(options)
  const serveReplicas: Runtime['serveReplicas'] = (given, count) =>
    Promise.all(Array.from({ length: count }, () => fake.serve(given)))
  const runtime: Runtime = {
    ...fake,
    id: 'slurm',
    serveReplicas(given, count) {
      order.push(`serves ${count}`)
      return serveReplicas(given, count)
    },
    run(job: ProgramJob) {
      const next = job.next!
      nexts.push(next)
      order.push('trains')
      return {
        ...fake.run(job),
        waiting: {
          take(given) {
            order.push(`takes ${next.count}`)
            return serveReplicas(given, next.count)
          },
          cancel: () => Promise.resolve(void order.push('cancels')),
        },
      }
    },
  }
  const opened = await openFake({ ...options, settings, place: { runtime } })
  const location = path.join(opened.folder, 'base')
  const base: Model = { id: 'base', hash: await writeFakeModel(location, 'of base'), location }
  const checkpoint = path.join(opened.folder, 'work', 'checkpoint')
  const request = {
    ...{ model: base, training, examples: [{ prompt: 'a', completion: 'b' }], checkpoint },
    output: path.join(opened.folder, 'work', 'model'),
  }
  return { ...opened, order, nexts, base, checkpoint, fake, train: () => opened.engine.train(request) }
}

test('the servers of what a training leaves wait for it, and are those that it is compared by', async () => {
  const { train, order, nexts, base, checkpoint, fake } = await onCluster({}, { replicas: 2, servers: 2 })
  const [model] = await train()
  expect(order).toEqual(['trains', 'takes 2'])
  expect(nexts[0]).toMatchObject({
    service: { model: { folder: path.join(checkpoint, 'model') }, slots: 1 },
    ...{ count: 2, like: base.location, holds: expect.stringMatching(/^[\da-f]{64}$/) },
  })
  expect(fake.services.map(({ model: served }) => (served as { id: string }).id)).toEqual(
    Array(2).fill(`model-${model!.hash.slice(0, 12)}`),
  )
})

test('another server of the model is none of those that waited', async () => {
  const { train, order, engine, fake } = await onCluster()
  const [model] = await train()
  await fake.kill()
  await engine.score(model!, [{ prompt: 'a', completion: 'b' }])
  expect(order).toEqual(['trains', 'takes 1', 'serves 1'])
})

test.each([
  ['a training that fails', { end: (): JobEnd => ({ state: 'stopped' }) }],
  ['a result that is not taken', { spoil: (result: object) => ({ ...result, changedShare: 0 }) }],
])('behind %s they do not stay', async (_, options) => {
  const { train, order } = await onCluster(options)
  await expect(train()).rejects.toThrow()
  expect(order).toEqual(['trains', 'cancels'])
})

test('where the model is served already, they do not stay', async () => {
  const { train, order, checkpoint, folder } = await onCluster()
  await train()
  await rm(checkpoint, { recursive: true, force: true })
  await rm(path.join(folder, 'work', 'model'), { recursive: true })
  await train()
  expect(order).toEqual(['trains', 'takes 1', 'trains', 'cancels'])
})
