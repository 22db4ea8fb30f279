import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followFile } from './follow-file.ts'

let directory: string
let file: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-follow-'))
  file = path.join(directory, 'log')
  await writeFile(file, 'before\n')
})
afterEach(() => rm(directory, { recursive: true }))

function follow() {
  const lines: string[] = []
  return { lines, ...followFile(file, 'before\n'.length, (line) => lines.push(line)) }
}

test('lines come while the file grows, and only whole ones', async () => {
  const { lines, finish } = follow()
  await appendFile(file, 'one\ntw')
  await expect.poll(() => lines).toEqual(['one'])
  await appendFile(file, 'o\r\n\n')
  await expect.poll(() => lines).toEqual(['one', 'two', ''])
  await appendFile(file, 'three')
  expect(await finish()).toBe('three')
  expect(lines).toEqual(['one', 'two', '', 'three'])
})

test('a bar of progress is a line each time that it is rewritten; characters are never broken', async () => {
  const { lines, finish } = follow()
  const bytes = Buffer.from('10 %\r20 %\rschön\n')
  const middle = bytes.indexOf(0xc3) + 1
  await appendFile(file, bytes.subarray(0, middle))
  await expect.poll(() => lines).toEqual(['10 %', '20 %'])
  await appendFile(file, bytes.subarray(middle))
  expect(await finish()).toBe('schön')
})

test('a long log is read to its end; nothing written is no last line', async () => {
  const nothing = follow()
  expect(await nothing.finish()).toBeUndefined()
  const { lines, finish } = follow()
  await appendFile(file, Array.from({ length: 30_000 }, (_, i) => `line ${i}\n`).join(''))
  expect(await finish()).toBe('line 29999')
  expect(lines).toHaveLength(30_000)
})

test('a file that is not there is told where its end is waited for', async () => {
  await expect(followFile(path.join(directory, 'absent'), 0, () => {}).finish()).rejects.toThrow('ENOENT')
})
