import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { requireWritable } from './record-place.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retable-place-'))
})
afterEach(() => rm(root, { recursive: true }))

test('a folder that is there, or can be made, takes files; what was made for this is gone', async () => {
  await mkdir(path.join(root, 'there'))
  await requireWritable(path.join(root, 'there'))
  await requireWritable(path.join(root, 'new/below/it'))
  expect(await readdir(root)).toEqual(['there'])
})

test('a file, a place below one, and a file system that makes none are no folders', async () => {
  const file = path.join(root, 'file')
  await writeFile(file, '')
  for (const place of [file, path.join(file, 'below'), '/dev/null', '/proc/new']) {
    await expect(requireWritable(place)).rejects.toMatchObject({
      code: 'harness/run-files',
      message: expect.stringContaining(`${place} takes no files: `) as string,
    })
  }
  expect(await readdir(root)).toEqual(['file'])
})
