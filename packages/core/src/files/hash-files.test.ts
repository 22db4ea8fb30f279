import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contentHash } from './canonical-json.ts'
import { fileHash, folderHash, hashesFile, hashesIn } from './hash-files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-hashes-'))
  await writeFile(path.join(folder, 'b'), 'two')
  await mkdir(path.join(folder, 'c'))
  await writeFile(path.join(folder, 'c/a'), 'one')
})
afterEach(() => rm(folder, { recursive: true }))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('a folder’s hash is that of its files’ hashes by their names', async () => {
  const hashes = { b: sha256('two'), 'c/a': sha256('one') }
  expect(await fileHash(path.join(folder, 'b'))).toBe(hashes.b)
  expect(await hashesIn(folder)).toEqual(hashes)
  expect(await folderHash(folder)).toBe(contentHash(hashes))
})

test('it follows from names and bytes, and from nothing else', async () => {
  const plain = await folderHash(folder)
  await writeFile(path.join(folder, hashesFile), '{}')
  await chmod(path.join(folder, 'b'), 0o600)
  expect(await folderHash(folder)).toBe(plain)
  await writeFile(path.join(folder, 'b'), 'tow')
  const changed = await folderHash(folder)
  await writeFile(path.join(folder, 'b'), 'two')
  await rename(path.join(folder, 'b'), path.join(folder, 'd'))
  const renamed = await folderHash(folder)
  expect(new Set([plain, changed, renamed]).size).toBe(3)
})

test('a link to a file is that file; one to a folder, or to nothing, is none of it', async () => {
  const plain = await folderHash(folder)
  await symlink('c', path.join(folder, 'another'))
  await symlink('nowhere', path.join(folder, 'dead'))
  expect(await folderHash(folder)).toBe(plain)
  await rename(path.join(folder, 'b'), `${folder}.blob`)
  await symlink(`${folder}.blob`, path.join(folder, 'b'))
  expect(await folderHash(folder)).toBe(plain)
  await rm(`${folder}.blob`)
})

test('hashing can be given up', async () => {
  const reason = new Error('not needed any more')
  await expect(hashesIn(folder, AbortSignal.abort(reason))).rejects.toBe(reason)
})
