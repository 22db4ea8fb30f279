import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { folderHash } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { storedModels } from './models.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-models-'))
})
afterEach(() => rm(directory, { recursive: true }))

const bytes = 'weights'.repeat(100)
const sha256 = createHash('sha256').update(bytes).digest('hex')

test('a model is whole only while its bytes are those of its name', async () => {
  const models = storedModels(directory)
  expect(await models.whole(sha256)).toBeUndefined()
  const file = path.join(directory, sha256)
  await writeFile(file, bytes)
  expect(await models.whole(sha256)).toMatchObject({ location: file, hash: sha256 })
  await truncate(file, bytes.length - 1)
  expect(await models.whole(sha256)).toBeUndefined()
  await rm(file)
  await mkdir(file)
  expect(await models.whole(sha256)).toBeUndefined()
})

test('a model in a folder is whole while its files are; the same one again changes nothing', async () => {
  const models = storedModels(directory)
  const made = async (name: string) => {
    const location = path.join(directory, name)
    await mkdir(location)
    await writeFile(path.join(location, 'config.json'), '{}')
    await writeFile(path.join(location, 'weights'), bytes)
    return { id: 'm', location, hash: await folderHash(location) }
  }
  const { hash, ...first } = await made('made')
  await models.keep({ ...first, hash })
  await models.keep(await made('again'))
  const kept = path.join(directory, hash)
  expect(await readdir(directory)).toEqual([hash])
  expect(await models.whole(hash)).toMatchObject({ location: kept })
  await truncate(path.join(kept, 'weights'), 5)
  expect(await models.whole(hash)).toBeUndefined()
  expect(await readdir((await models.setAside(hash))!)).toEqual(['config.json', 'weights'])
})

test('a damaged one is set aside as it is, again where there is one already; a whole one stays', async () => {
  const models = storedModels(directory)
  const file = path.join(directory, sha256)
  expect(await models.setAside(sha256)).toBeUndefined()
  for (const text of ['first', 'second']) {
    await writeFile(file, text)
    const aside = await models.setAside(sha256)
    expect(await readFile(aside!, 'utf8')).toBe(text)
  }
  const made = path.join(directory, 'made')
  await writeFile(made, bytes)
  await models.keep({ id: 'm', location: made, hash: sha256 })
  expect(await models.setAside(sha256)).toBeUndefined()
  expect((await readdir(directory)).toSorted()).toEqual([sha256, `${sha256}.damaged`].toSorted())
})
