import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeFakeModelFolder } from '../../testing/fake-model-folder.ts'
import { checkedFolderHash } from './checked-folder-hash.ts'

let directory: string
let folder: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-hash-'))
  folder = path.join(directory, 'model')
  await mkdir(path.join(folder, 'more'), { recursive: true })
  await writeFile(path.join(folder, 'config.json'), '{}')
  await writeFile(path.join(folder, 'more', 'é.txt'), 'more')
})
afterEach(() => rm(directory, { recursive: true }))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const listed = { 'config.json': sha256('{}'), 'more/é.txt': sha256('more') }
const hash = sha256(`{"config.json":"${sha256('{}')}","more/é.txt":"${sha256('more')}"}`)

test('it is of all files by their relative paths, as their list is', async () => {
  expect(await checkedFolderHash(folder)).toBe(hash)
  await writeFile(path.join(folder, 'hashes.json'), JSON.stringify(listed))
  expect(await checkedFolderHash(folder)).toBe(hash)
})

test('a link to a file is that file, a link to a folder is none of it', async () => {
  await writeFile(path.join(directory, 'blob'), '{}')
  await rm(path.join(folder, 'config.json'))
  await symlink('../blob', path.join(folder, 'config.json'))
  await symlink('more', path.join(folder, 'another'))
  expect(await checkedFolderHash(folder)).toBe(hash)
})

test.each([
  ['holds another config.json than', { ...listed, 'config.json': sha256('other') }],
  ['holds more/é.txt, which its hashes.json does not list', { 'config.json': sha256('{}') }],
  ['lacks weights, which its hashes.json lists', { ...listed, weights: sha256('') }],
  ['holds config.json, which its hashes.json does not list', []],
])('a folder that %s its hashes.json is refused', async (says, list) => {
  await writeFile(path.join(folder, 'hashes.json'), JSON.stringify(list))
  await expect(checkedFolderHash(folder)).rejects.toMatchObject({
    code: 'runtimes/weights',
    message: expect.stringContaining(`${folder} ${says}`),
  })
})

test('any byte of any file changes it', async () => {
  await writeFakeModelFolder(folder)
  const before = await checkedFolderHash(folder)
  await writeFile(path.join(folder, 'more', 'é.txt'), 'Moore')
  expect(await checkedFolderHash(folder)).not.toBe(before)
})

test('it can be given up', async () => {
  const reason = new Error('not needed any more')
  await expect(checkedFolderHash(folder, AbortSignal.abort(reason))).rejects.toBe(reason)
})
