import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { folderHash, type Model } from '@retable/core'
import { writeFakeModelFolder } from '@retable/runtimes/testing'
import { expect, test } from 'vitest'
import { openFake, settings, testFolder, training } from '../testing/open-fake.ts'
import { trainingLaunch } from './sharded.ts'

const sharded = { ...settings, device: 'cuda', sharding: 'fsdp', gpus: 4, nodes: 2 } as const
async function modelIn(folder: string, config: object): Promise<Model> {
  const location = await writeFakeModelFolder(path.join(folder, 'base'), { config })
  return { id: 'base', location, hash: await folderHash(location) }
}
const llama = { architectures: ['LlamaForCausalLM'], eos_token_id: 3 }

test('one process on the processor, and one with a GPU', async () => {
  const folder = testFolder()
  const model = await modelIn(folder, llama)
  expect(await trainingLaunch(folder, model, { training }, settings)).toEqual({})
  expect(await trainingLaunch(folder, model, { training }, { ...settings, device: 'cuda' })).toEqual({
    gpus: 1,
  })
})

test('a sharded training is started on its GPUs and machines, by settings that lie in its folder', async () => {
  const folder = testFolder()
  const model = await modelIn(folder, llama)
  expect(await trainingLaunch(folder, model, { training }, sharded)).toEqual({
    ...{ gpus: 4, nodes: 2 },
    launcher: { module: 'retable_launch', args: ['launch.json'] },
  })
  expect(JSON.parse(await readFile(path.join(folder, 'launch.json'), 'utf8'))).toMatchObject({
    ...{ num_machines: 2, num_processes: 8 },
    fsdp_config: { fsdp_transformer_layer_cls_to_wrap: 'LlamaDecoderLayer' },
  })
})

test('a layer is named where no architecture tells it, and too few GPUs are told', async () => {
  const folder = testFolder()
  const model = await modelIn(folder, {})
  await expect(trainingLaunch(folder, model, { training }, sharded)).rejects.toThrow('name them as "layer"')
  const named = { ...sharded, layer: 'GPT2Block' }
  await trainingLaunch(folder, model, { training }, named)
  expect(await readFile(path.join(folder, 'launch.json'), 'utf8')).toContain('"GPT2Block"')
  const small = { ...named, needs: { gpuMemory: 1e-9 } }
  await expect(trainingLaunch(folder, model, { training }, small)).rejects.toMatchObject({
    code: 'trainer/no-memory',
  })
})

test('the program is told what it reads outside of its folder', async () => {
  const opened = await openFake({ settings: sharded })
  const model = await modelIn(opened.folder, llama)
  await writeFile(path.join(opened.folder, 'unread'), '')
  const request = {
    ...{ model, training, examples: [{ prompt: 'a', completion: 'b' }] },
    output: path.join(opened.folder, 'work', 'model'),
    checkpoint: path.join(opened.folder, 'work', 'checkpoint'),
  }
  await opened.engine.train(request)
  expect(opened.runtime.jobs[0]).toMatchObject({
    ...{ reads: [model.location], gpus: 4, nodes: 2, launcher: { module: 'retable_launch' } },
  })
  // Fresh weights are made in the folder itself.
  const fresh = await openFake()
  const at = (name: string) => path.join(fresh.folder, 'work', name)
  await fresh.engine.train({
    training,
    examples: request.examples,
    output: at('model'),
    checkpoint: at('checkpoint'),
  })
  expect(fresh.runtime.jobs.map(({ args, reads }) => [args[0], reads])).toEqual([
    ['make-tiny', undefined],
    ['train', []],
  ])
})
