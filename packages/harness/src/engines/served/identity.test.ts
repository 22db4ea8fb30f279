import { cp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { identityOf } from './identity.ts'
import type { ServedSettings } from './settings.ts'
import { program, settings, testFolder } from './testing/open-fake.ts'

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
  { fresh: { ...settings.fresh!, width: 16 } },
  { fresh: { ...settings.fresh!, corpus: ['a b d'] } },
]

test.each(other)('%j makes other numbers', async (one) => {
  expect(await identityOf({ ...settings, ...one }, program)).not.toEqual(await identityOf(settings, program))
})

test('how many stand side by side, and how often a checkpoint is written, does not', async () => {
  const same = { servers: 7, trainings: 7, checkpointSeconds: 1, needs: { memory: 1 } }
  expect(await identityOf({ ...settings, ...same }, program)).toEqual(await identityOf(settings, program))
})

test('the sources of the program and its lock do; where they lie does not', async () => {
  const before = await identityOf(settings, program)
  const folder = testFolder()
  await cp(path.join(program.folder, program.module), path.join(folder, program.module), { recursive: true })
  const lockFile = path.join(folder, 'copy.lock')
  await cp(program.lockFile, lockFile)
  const copied = { ...program, folder, lockFile }
  expect(await identityOf(settings, copied)).toEqual(before)
  await writeFile(path.join(folder, program.module, 'note.txt'), 'no source')
  expect(await identityOf(settings, copied)).toEqual(before)
  await writeFile(path.join(folder, program.module, 'train.py'), '# another')
  expect((await identityOf(settings, copied))['program']).not.toBe(before['program'])
  await writeFile(lockFile, '# another')
  expect((await identityOf(settings, copied))['packages']).not.toBe(before['packages'])
})
