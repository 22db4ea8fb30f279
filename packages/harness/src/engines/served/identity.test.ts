import { cp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { identityOf } from './identity.ts'
import { servingOf } from './serving/serving-of.ts'
import type { ServedSettings } from './settings.ts'
import { program, settings, testFolder } from './testing/open-fake.ts'

/** Where programs run in no image. */
const bare = { vllmImage: null, gpu: null, vllmPython: undefined }
const identityFor = (
  own: ServedSettings,
  by: typeof program,
  place: Parameters<typeof servingOf>[1] = bare,
) => identityOf(own, by, servingOf(own, place))

const other: readonly Partial<ServedSettings>[] = [
  { maxTokens: 65 },
  { adapter: { rank: 4, scale: 2, dropout: 0 } },
  { weights: 'bfloat16' },
  { autocast: 'bfloat16' },
  { gradientCheckpointing: true },
  { microBatch: 3 },
  { batch: 2 },
  { threads: 2 },
  { device: 'cuda' },
  { sharding: 'fsdp' },
  { gpus: 2 },
  { nodes: 2 },
  { serverNodes: 2 },
  { fresh: { ...settings.fresh!, width: 16 } },
  { fresh: { ...settings.fresh!, corpus: ['a b d'] } },
]

test.each(other)('%j makes other numbers', async (one) => {
  expect(await identityFor({ ...settings, ...one }, program)).not.toEqual(
    await identityFor(settings, program),
  )
})

test('a server on one machine is the same, said or not', async () => {
  expect(await identityFor({ ...settings, serverNodes: 1 }, program)).toEqual(
    await identityFor(settings, program),
  )
})

test('how many stand side by side, and how often a checkpoint is written, does not', async () => {
  const same = { servers: 7, trainings: 7, replicas: 2, checkpointSeconds: 1, needs: { memory: 1 } }
  expect(await identityFor({ ...settings, ...same }, program)).toEqual(await identityFor(settings, program))
})

test('the sources of the program and its lock do; where they lie does not', async () => {
  const before = await identityFor(settings, program)
  const folder = testFolder()
  await cp(path.join(program.folder, program.module), path.join(folder, program.module), { recursive: true })
  const lockFile = path.join(folder, 'copy.lock')
  await cp(program.lockFile, lockFile)
  const copied = { ...program, folder, lockFile }
  expect(await identityFor(settings, copied)).toEqual(before)
  await writeFile(path.join(folder, program.module, 'note.txt'), 'no source')
  expect(await identityFor(settings, copied)).toEqual(before)
  await writeFile(path.join(folder, program.module, 'train.py'), '# another')
  expect((await identityFor(settings, copied))['program']).not.toBe(before['program'])
  await writeFile(lockFile, '# another')
  expect((await identityFor(settings, copied))['packages']).not.toBe(before['packages'])
})

test('on a GPU the image and the kernels of its server do, and on the processor neither', async () => {
  const image = (digit: string) => `a@sha256:${digit.repeat(64)}`
  const place = { vllmImage: image('a'), gpu: 'NVIDIA A100-SXM4-80GB', vllmPython: undefined }
  const others = [
    { ...place, vllmImage: image('b') },
    { ...place, vllmImage: null },
    { ...place, gpu: 'NVIDIA H100 80GB HBM3' },
  ]
  const cuda = { ...settings, device: 'cuda' as const }
  for (const one of others) {
    expect(await identityFor(cuda, program, one)).not.toEqual(await identityFor(cuda, program, place))
    expect(await identityFor(settings, program, one)).toEqual(await identityFor(settings, program))
  }
  // Two kinds without the kernels are told apart by no step key.
  const v100 = { ...place, gpu: 'Tesla V100' }
  expect(await identityFor(cuda, program, v100)).toEqual(await identityFor(cuda, program, place))
})
