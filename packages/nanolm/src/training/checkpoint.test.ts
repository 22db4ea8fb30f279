import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-checkpoint-'))
})
afterAll(() => rm(folder, { recursive: true }))

const of = (...values: number[]) => new Float32Array(values)
const state = {
  step: 7,
  weights: [of(1, 2), of(3)],
  first: [of(4, 5), of(6)],
  second: [of(7, 8), of(9)],
}

test('a state is read as it was kept', async () => {
  const file = path.join(folder, 'kept')
  await writeCheckpoint(file, state)
  expect(await readCheckpoint(file, [2, 1])).toEqual(state)
})

test('one of another model, one that is not whole and one that is not there are none', async () => {
  const file = path.join(folder, 'other')
  await writeCheckpoint(file, state)
  for (const sizes of [[1, 2], [2], [2, 1, 1], [2, 2]])
    expect(await readCheckpoint(file, sizes)).toBeUndefined()
  await writeCheckpoint(file, { ...state, second: [of(7, 8)] })
  expect(await readCheckpoint(file, [2, 1])).toBeUndefined()
  await writeCheckpoint(file, { ...state, second: [of(7, 8), of(9, 9)] })
  expect(await readCheckpoint(file, [2, 1])).toBeUndefined()
  await writeFile(file, 'half')
  expect(await readCheckpoint(file, [2, 1])).toBeUndefined()
  expect(await readCheckpoint(path.join(folder, 'none'), [2, 1])).toBeUndefined()
})
