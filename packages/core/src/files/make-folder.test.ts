import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-folder-'))
})
afterAll(() => rm(directory, { recursive: true }))

test('folders above are made too, and several makers do not mind each other', async () => {
  const folder = path.join(directory, 'a/b/c')
  await Promise.all([makeFolder(folder), makeFolder(folder), makeFolder(path.join(directory, 'a/b'))])
  expect((await stat(folder)).isDirectory()).toBe(true)
  await makeFolder(folder)
})

test('a file in the way, or a file system that refuses, is an error', async () => {
  const file = path.join(directory, 'file')
  await writeFile(file, '')
  await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(makeFolder(path.join(file, 'x'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  await expect(makeFolder('/proc/nowhere/x')).rejects.toThrow(/ENOENT|EACCES|EPERM/)
})
