import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { longestText } from './open-text.ts'
import { zipOf, type ZipEntry } from './testing.ts'
import { openZip } from './zip.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-zip-'))
})
afterAll(() => rm(directory, { recursive: true }))

async function opened(bytes: Buffer) {
  const file = path.join(directory, 'a.eval')
  await writeFile(file, bytes)
  return openZip(file)
}

async function readAll(entries: readonly ZipEntry[]): Promise<Record<string, string>> {
  const archive = await opened(zipOf(entries))
  const texts: [string, string][] = []
  for (const name of archive.names) texts.push([name, await archive.read(name)])
  archive.close()
  return Object.fromEntries(texts)
}

test('entries are read however they are packed, and the last of a name counts', async () => {
  const text = 'ä€😀'.repeat(30_000)
  expect(
    await readAll([
      { name: 'plain', text, method: 'stored' },
      { name: 'deflate', text },
      { name: 'zstd', text, method: 'zstd' },
      { name: 'twice', text: 'old' },
      { name: 'twice', text: 'new' },
    ]),
  ).toEqual({ plain: text, deflate: text, zstd: text, twice: 'new' })
  expect(await readAll([])).toEqual({})
})

test('names that would be bad paths are names like any other', async () => {
  const names = ['../../x', '/etc/x', 'C:\\x', 'samples/../../x', '__proto__']
  expect(Object.keys(await readAll(names.map((name) => ({ name, text: 'x' }))))).toEqual(names)
})

test('an archive that is cut off is an error, wherever the cut is', async () => {
  const whole = zipOf([
    { name: 'one', text: 'x'.repeat(1000), method: 'stored' },
    { name: 'two', text: 'y' },
  ])
  for (const length of [4, 40, 1000, whole.length - 30, whole.length - 1]) {
    await expect(opened(whole.subarray(0, length)), `${length}`).rejects.toMatchObject({
      code: 'readers/damaged',
      message: expect.stringContaining('no whole zip archive'),
    })
  }
})

test('an entry that states, or holds, more than a text may is refused', async () => {
  const states = await opened(zipOf([{ name: 'big', text: 'x', statedSize: longestText + 1 }]))
  await expect(states.read('big')).rejects.toMatchObject({ code: 'readers/too-long' })
  states.close()
  const lies = await opened(zipOf([{ name: 'bomb', text: '0'.repeat(2 ** 22), statedSize: 10 }]))
  await expect(lies.read('bomb')).rejects.toMatchObject({ code: 'readers/damaged' })
  lies.close()
})

test('damaged bytes are an error that names the entry', async () => {
  for (const method of ['deflate', 'zstd'] as const) {
    const bytes = zipOf([{ name: 'one', text: 'some text or other, long enough to pack', method }])
    bytes.fill(0xff, 36, 60)
    const archive = await opened(bytes)
    await expect(archive.read('one')).rejects.toThrow(/the entry one: .*cannot be unpacked/)
    archive.close()
  }
})
