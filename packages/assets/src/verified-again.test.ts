import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Asset } from '@retable/core'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openAssets } from './asset-store.ts'

const content = randomBytes(10_000)
const sha256 = createHash('sha256').update(content).digest('hex')
/** One bit of it is another, so that its size is the same. */
const other = Buffer.from(content)
other[5000]! ^= 1
// Nothing listens there: what is not in the mirror cannot be had.
const asset: Asset = {
  name: 'thing',
  url: 'http://127.0.0.1:9/x',
  sha256,
  bytes: content.length,
  licence: 'MIT',
}

let directory: string
let mirror: string
let cached: string
beforeEach(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-verified-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  directory = path.join(folder, 'store')
  mirror = path.join(folder, 'mirror')
  cached = path.join(directory, sha256.slice(0, 2), sha256)
  await mkdir(path.join(mirror, sha256.slice(0, 2)), { recursive: true })
  await writeFile(path.join(mirror, sha256.slice(0, 2), `${sha256}.gz`), gzipSync(content))
})

/** What may become of a cached file; each leaves it other than it was. */
const damages: Readonly<Record<string, (file: string) => Promise<void>>> = {
  'a bit is turned': (file) => writeFile(file, other),
  'it is cut': (file) => truncate(file, content.length - 1),
  'it is empty': (file) => truncate(file, 0),
  'something is added': (file) => writeFile(file, Buffer.concat([content, Buffer.from('x')])),
}

describe.each(Object.entries(damages))('where %s', (_, damage) => {
  test.each(['read', 'path', 'obtain'] as const)('%s gives the pinned file, fetched again', async (how) => {
    const assets = openAssets({ directory, mirror })
    await assets.read(asset)
    await damage(cached)
    // Both for the one who read it before and for the next process.
    for (const each of [assets, openAssets({ directory, mirror })]) {
      const given = await each[how](asset)
      if (Buffer.isBuffer(given)) expect(given.equals(content)).toBe(true)
      else if (typeof given !== 'string')
        expect([given.file, given.bytes.equals(content)]).toEqual([cached, true])
      else expect(given).toBe(cached)
      expect((await readFile(cached)).equals(content)).toBe(true)
      await damage(cached)
    }
  })

  test('and it cannot be fetched, that is an error, and no bytes are given', async () => {
    await openAssets({ directory, mirror }).read(asset)
    await damage(cached)
    for (const how of ['read', 'path', 'obtain'] as const) {
      await expect(openAssets({ directory })[how](asset)).rejects.toMatchObject({ code: 'assets/no-network' })
    }
  })

  test('a pin without a size finds it out as well', async () => {
    const unsized = { ...asset, bytes: 0 }
    await openAssets({ directory, mirror }).read(unsized)
    await damage(cached)
    expect((await openAssets({ directory, mirror }).read(unsized)).equals(content)).toBe(true)
  })
})

test('a file that stands under the name of another is not it', async () => {
  await mkdir(path.dirname(cached), { recursive: true })
  await writeFile(cached, other)
  expect((await openAssets({ directory, mirror }).read(asset)).equals(content)).toBe(true)
})

test('a mirror’s file of the right size and other bytes is refused, and nothing is kept', async () => {
  await writeFile(path.join(mirror, sha256.slice(0, 2), `${sha256}.gz`), gzipSync(other))
  await expect(openAssets({ directory, mirror }).read(asset)).rejects.toMatchObject({
    code: 'assets/wrong-hash',
  })
  expect(await readdir(path.dirname(cached))).toEqual([])
})

test('a damaged stand-in is fetched again too', async () => {
  const standIn = { ...asset, name: 'stand-in' }
  const wanted = { ...asset, url: 'derived:x', sha256: '0'.repeat(64), standIn }
  await openAssets({ directory, mirror }).read(wanted)
  await writeFile(cached, other)
  const given = await openAssets({ directory, mirror }).obtain(wanted)
  expect([given.asset, given.bytes.equals(content)]).toEqual([standIn, true])
})
