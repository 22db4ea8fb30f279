import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { EngineChoice, Hardware, PublishedWeights } from '@retable/core'
import { expect, onTestFinished, test } from 'vitest'
import { gpusHere } from '../../engines/costs/gpus-here.ts'
import { freeBytes } from '../../machine/free-bytes.ts'
import { hubWeightsOf, whatLacks } from './what-lacks.ts'

const hardware: Hardware = {
  ...{ gpus: 1, gpu: '24 GB', parameters: 5e8, rowTokens: 100, bytesPerWeight: 4 },
}
const engine: EngineChoice = { engine: 'served', settings: {} }
const load = (repository: string, revision: string | null) => {
  const weights: PublishedWeights = { kind: 'hub', repository, revision }
  return { kind: 'load', name: 'base', role: 'base', weights } as const
}
const pinned = load('Qwen/Qwen2.5-0.5B-Instruct', '7ae557604adf67be50417f59c2c2f167def9a775')
const half = load('meta-llama/Llama-2-70b-chat-hf', 'e9149a12809580e8602995856f8098ce973d1080')
const gpu = (gigabytes: number) => ({ name: 'a GPU', memory: gigabytes * 1e9 })

test('a machine with the GPUs, and weights that are pinned, lack nothing', async () => {
  // As the driver tells of an A10: 23,028 MiB.
  const gpus = [{ name: 'NVIDIA A10', memory: 23_028 * 2 ** 20 }]
  expect(await whatLacks({ hardware, engine }, { steps: [pinned], gpus })).toBeNull()
  expect(await whatLacks({ engine }, { steps: [], gpus: [] })).toBeNull()
})

test('what lacks is said, all of it', async () => {
  expect(await whatLacks({ hardware, engine }, { steps: [pinned], gpus: [] })).toBe(
    'needs a GPU of 24 GB, and this machine has no GPU that the NVIDIA driver tells of',
  )
  const large: Hardware = { ...hardware, gpus: 8, gpu: 'A100 80 GB' }
  const told = await whatLacks({ hardware: large, engine }, { steps: [half], gpus: [gpu(16), gpu(80)] })
  expect(told).toMatch(
    /^needs 8 GPUs of 80 GB, and this machine has a GPU with 16 GB, a GPU with 80 GB; and needs weights that cannot be verified: \d+ of \d+ files of meta-llama\/Llama-2-70b-chat-hf at e9149a1 are not pinned yet .*run node packages\/assets\/pin\/pin-hub\.ts meta-llama\/Llama-2-70b-chat-hf e9149a1\w+, with the HF_TOKEN of an account/,
  )
})

test('weights without a commit are said so once; an engine that runs nothing is asked for no weights', async () => {
  const steps = [load('an/open-model', null), load('an/open-model', null)]
  expect(await whatLacks({ engine }, { steps })).toBe(
    'needs weights that cannot be verified: an/open-model, whose commit the tier does not name',
  )
  const none: EngineChoice = { engine: 'none', settings: { reason: 'needs an API' } }
  expect(await whatLacks({ engine: none }, { steps })).toBeNull()
  expect(await whatLacks({ engine, engines: { base: none } }, { steps })).toBeNull()
  expect(await whatLacks({ engine: none, engines: { base: engine } }, { steps })).not.toBeNull()
})

test('a hub’s weights have the bytes of their pin, where it is whole', async () => {
  expect((await hubWeightsOf([pinned, half])).map(({ bytes }) => bytes)).toEqual([
    // config, generation config, merges, weights, tokenizer and its config, vocabulary.
    659 + 242 + 1_671_839 + 988_097_824 + 7_031_645 + 7305 + 2_776_833,
    null,
  ])
})

test('GPUs are what the driver’s program lists; none where there is no such program, or it fails', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-gpus-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const program = path.join(folder, 'smi')
  const write = async (script: string) => {
    await writeFile(program, `#!/bin/sh\n${script}\n`)
    await chmod(program, 0o755)
  }
  await write('echo "NVIDIA A10, 23028"; echo "Tesla, large, 81920"')
  expect(await gpusHere(program)).toEqual([
    { name: 'NVIDIA A10', memory: 23_028 * 2 ** 20 },
    { name: 'Tesla, large', memory: 81_920 * 2 ** 20 },
  ])
  await write('echo "No devices were found"; exit 6')
  expect(await gpusHere(program)).toEqual([])
  expect(await gpusHere(path.join(folder, 'none'))).toEqual([])
})

test('room is told of a folder that is not there yet', async () => {
  expect(await freeBytes(path.join(tmpdir(), 'not', 'there'))).toBeGreaterThan(0)
})
