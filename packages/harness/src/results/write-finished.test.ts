import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isFinished } from './places/find-run.ts'
import { writeFinished } from './write-finished.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-finished-'))
})
afterEach(() => rm(folder, { recursive: true }))

const files = { 'manifest.json': '{"seeds":[1]}', 'diff.csv': 'a\n1\n' }
const read = (name: string) => readFile(path.join(folder, name), 'utf8')

test('what is finished is left as it is, only the time of its manifest tells that it was run again', async () => {
  expect(await writeFinished(folder, files, { 'run.json': '{"at":1}' })).toBe(true)
  const manifest = path.join(folder, 'manifest.json')
  await utimes(manifest, 1, 1)
  expect(await writeFinished(folder, files, { 'run.json': '{"at":2}' })).toBe(false)
  expect(await read('run.json')).toBe('{"at":1}')
  expect((await stat(manifest)).mtimeMs).toBeGreaterThan(1000)
})

test.each([
  ['another table', () => writeFile(path.join(folder, 'diff.csv'), 'a\n2\n')],
  ['a table that is gone', () => rm(path.join(folder, 'diff.csv'))],
  ['facts that are cut off', () => writeFile(path.join(folder, 'run.json'), '{"at"')],
  ['no manifest', () => rm(path.join(folder, 'manifest.json'))],
])('with %s all is written anew', async (_, damage) => {
  await writeFinished(folder, files, { 'run.json': '{"at":1}' })
  await damage()
  expect(await writeFinished(folder, files, { 'run.json': '{"at":2}' })).toBe(true)
  expect(await Promise.all(['diff.csv', 'run.json', 'manifest.json'].map(read))).toEqual([
    files['diff.csv'],
    '{"at":2}',
    files['manifest.json'],
  ])
})

test('a file that is to be absent is taken away, though all else stands there', async () => {
  const others = { 'manifest.json': files['manifest.json'] }
  await writeFinished(folder, files)
  expect(await writeFinished(folder, others, {}, { absent: ['diff.csv'] })).toBe(true)
  expect(await readdir(folder)).toEqual(['manifest.json'])
  expect(await writeFinished(folder, others, {}, { absent: ['diff.csv'] })).toBe(false)
})

test('where a file cannot be written, the folder is no finished run, whatever was in it', async () => {
  await writeFinished(folder, files)
  await rm(path.join(folder, 'diff.csv'))
  // A folder in a file's place refuses it, as a disk would.
  const other = { ...files, 'diff.csv': 'a\n2\n', 'below/it.csv': '' }
  await expect(writeFinished(folder, other)).rejects.toThrow('ENOENT')
  expect(await isFinished(folder)).toBe(false)
  expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([])
})

test('a disk that takes no more is one sentence, and what stood there before is no finished run any more', async () => {
  await writeFinished(folder, files)
  const module = JSON.stringify(path.join(import.meta.dirname, 'write-finished.ts'))
  const script = `
    const { writeFinished } = await import(${module})
    const files = { 'manifest.json': '{}', 'scores.jsonl': 'x'.repeat(100_000) }
    await writeFinished(${JSON.stringify(folder)}, files).catch(({ name, kind, message }) =>
      console.log(JSON.stringify({ name, kind, message })))`
  // A limit on the size of files needs no root; the system refuses what is over it while it is written.
  const limited = ['-c', 'ulimit -f 16; exec "$0" --input-type=module -e "$1"', process.execPath, script]
  const error = JSON.parse(execFileSync('sh', limited, { encoding: 'utf8' })) as object
  expect(error).toEqual({
    name: 'HarnessError',
    kind: 'environment',
    message: `the run’s files cannot be written to ${folder}: no file may grow that large there (ulimit -f); raise the limit, or name another place; what was measured is kept, and the same command goes on`,
  })
  expect(await isFinished(folder)).toBe(false)
  expect((await readdir(folder)).toSorted()).toEqual(['diff.csv'])
})
