import { createHash, randomBytes } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Asset } from '@retable/core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openAssets } from './asset-store.ts'

const content = randomBytes(200_000)
const requests: string[] = []
/** Whether the server knows /later yet. */
let isThere = false
let server: Server
let origin: string
let directory: string

/** What the server does with a path: serve it whole, cut it off, serve other bytes, stall, be busy, or not know it. */
beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url ?? '')
    if (request.url === '/whole' || (request.url === '/later' && isThere)) return void response.end(content)
    if (request.url === '/busy') return void response.writeHead(503).end()
    if (request.url === '/short') return void response.end(content.subarray(0, 1000))
    if (request.url === '/other') return void response.end(Buffer.alloc(content.length))
    if (request.url === '/long') return void response.end(Buffer.concat([content, content]))
    if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': content.length })
      response.write(content.subarray(0, 1000), () => response.destroy())
      return
    }
    if (request.url === '/stall') {
      response.writeHead(200, { 'content-length': content.length })
      response.write(content.subarray(0, 1000))
      return
    }
    response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-assets-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
})

function asset(url: string, overrides: Partial<Asset> = {}): Asset {
  const sha256 = createHash('sha256').update(content).digest('hex')
  return {
    name: 'thing',
    url: `${origin}${url}`,
    sha256,
    bytes: content.length,
    licence: 'MIT',
    ...overrides,
  }
}

async function files(): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

test('a download is verified, kept, and not fetched again', async () => {
  const seen: number[] = []
  const assets = openAssets({ directory, onProgress: (_, received) => seen.push(received) })
  expect(await assets.read(asset('/whole'))).toEqual(content)
  expect(seen.at(-1)).toBe(content.length)
  expect(await assets.read(asset('/gone'))).toEqual(content)
})

test.for([
  ['/short', 'assets/truncated'],
  ['/cut', 'assets/truncated'],
  ['/other', 'assets/wrong-hash'],
  ['/long', 'assets/wrong-hash'],
  ['/gone', 'assets/missing'],
  ['/busy', 'assets/unavailable'],
] as const)('%s is %s and leaves nothing behind', async ([url, code]) => {
  const wanted = asset(url)
  await expect(openAssets({ directory }).read(wanted)).rejects.toMatchObject({ code, kind: 'environment' })
  expect(await files()).toEqual([])
})

test('no network is said with the host', async () => {
  const wanted = asset('', { url: 'http://127.0.0.1:9/x' })
  const failure = expect(openAssets({ directory }).read(wanted)).rejects
  await failure.toMatchObject({ code: 'assets/no-network', message: expect.stringContaining('127.0.0.1:9') })
})

test('a damaged cached copy is fetched again', async () => {
  const assets = openAssets({ directory })
  const wanted = asset('/whole')
  await assets.read(wanted)
  const file = path.join(directory, wanted.sha256.slice(0, 2), wanted.sha256)
  await writeFile(file, 'damaged')
  expect(await assets.read(wanted)).toEqual(content)
  expect(await readFile(file)).toEqual(content)
})

test('an aborted download leaves nothing behind', async () => {
  const controller = new AbortController()
  const assets = openAssets({ directory, onProgress: () => controller.abort() })
  await expect(assets.read(asset('/stall'), controller.signal)).rejects.toMatchObject({ name: 'AbortError' })
  expect(await files()).toEqual([])
})

test('readers side by side get the same bytes and leave one file', async () => {
  const readers = Array.from({ length: 5 }, () => openAssets({ directory }).read(asset('/whole')))
  for (const bytes of await Promise.all(readers)) expect(bytes).toEqual(content)
  expect(await files()).toEqual([asset('').sha256])
})

test('a mirror is looked in first; what it lacks is downloaded', async () => {
  const mirror = path.join(directory, 'mirror')
  const wanted = asset('/gone')
  await mkdir(path.join(mirror, wanted.sha256.slice(0, 2)), { recursive: true })
  const copy = path.join(mirror, wanted.sha256.slice(0, 2), `${wanted.sha256}.gz`)
  await writeFile(copy, gzipSync(content))
  const store = path.join(directory, 'store')
  expect(await openAssets({ directory: store, mirror }).read(wanted)).toEqual(content)

  const empty = path.join(directory, 'empty')
  await mkdir(empty)
  const other = path.join(directory, 'other')
  expect(await openAssets({ directory: other, mirror: empty }).read(asset('/whole'))).toEqual(content)

  await writeFile(copy, gzipSync(content).subarray(0, 5000))
  const damaged = openAssets({ directory: path.join(directory, 'third'), mirror }).read(wanted)
  await expect(damaged).rejects.toMatchObject({ code: 'assets/truncated' })
})

test('a mirror that is no folder is an error, not a download', async () => {
  const mirror = path.join(directory, 'nowhere')
  const failure = expect(openAssets({ directory, mirror }).read(asset('/whole'))).rejects
  await failure.toMatchObject({
    code: 'assets/bad-mirror',
    message: expect.stringContaining('RETABLE_MIRROR'),
  })
})

test('a restricted or unstated licence is asked for', async () => {
  for (const licence of ['CC-BY-NC-4.0', 'NONE']) {
    const wanted = asset('/whole', { licence })
    const refusal = expect(openAssets({ directory }).read(wanted)).rejects
    await refusal.toMatchObject({
      code: 'assets/licence',
      kind: 'environment',
      message: expect.stringContaining(`--accept-licence ${licence}`),
    })
    expect(await openAssets({ directory, acceptedLicences: [licence] }).read(wanted)).toEqual(content)
  }
})

test('a stand-in serves where the file cannot be had, and it is told', async () => {
  const standIn = asset('/whole', { name: 'stand-in' })
  const other = { sha256: '0'.repeat(64), standIn }
  const unreachable = { ...other, url: 'http://127.0.0.1:9/x' }
  for (const wanted of [
    asset('/gone', other),
    asset('', unreachable),
    asset('', { ...other, url: 'derived:x' }),
  ]) {
    const assets = openAssets({ directory })
    expect((await assets.obtain(wanted)).asset).toBe(standIn)
    expect(await assets.read(wanted)).toEqual(content)
    expect(path.basename(await assets.path(wanted))).toBe(standIn.sha256)
  }
  const itself = asset('/whole', { standIn: asset('/gone') })
  expect((await openAssets({ directory }).obtain(itself)).asset).toBe(itself)
})

describe('while a stand-in serves', () => {
  const zeros = createHash('sha256').update(Buffer.alloc(200_000)).digest('hex')
  const withStandIn = (url: string) =>
    asset(url, { standIn: asset('/other', { name: 'stand-in', sha256: zeros }) })
  /** The name of what is served, and how often the URL was asked for it. */
  async function served(wanted: Asset, mirror?: string) {
    const before = requests.length
    const { asset: had } = await openAssets({ directory, mirror }).obtain(wanted)
    return [had.name, requests.slice(before).filter((url) => wanted.url.endsWith(url)).length]
  }
  const markOf = ({ sha256 }: Asset) => path.join(directory, sha256.slice(0, 2), `${sha256}.asked-in-vain`)
  beforeEach(() => {
    isThere = false
  })

  test('a URL that gave nothing is asked once an hour', async () => {
    const wanted = withStandIn('/gone')
    expect(await served(wanted)).toEqual(['stand-in', 1])
    expect(await served(wanted)).toEqual(['stand-in', 0])
    for (const past of [new Date(Date.now() - 3_660_000).toISOString(), 'no time', '']) {
      await writeFile(markOf(wanted), past)
      expect(await served(wanted)).toEqual(['stand-in', 1])
      expect(await served(wanted)).toEqual(['stand-in', 0])
    }
  })
  test('a mirror is looked in all the same', async () => {
    const wanted = withStandIn('/gone')
    await served(wanted)
    const mirror = path.join(directory, 'mirror')
    await mkdir(path.join(mirror, wanted.sha256.slice(0, 2)), { recursive: true })
    await writeFile(path.join(mirror, wanted.sha256.slice(0, 2), `${wanted.sha256}.gz`), gzipSync(content))
    expect(await served(wanted, mirror)).toEqual(['thing', 0])
    expect(await files()).not.toContain(path.basename(markOf(wanted)))
  })
  test('a URL is asked after all where the stand-in is gone, and once the file was had it is as if never', async () => {
    const wanted = withStandIn('/later')
    await served(wanted)
    isThere = true
    expect(await served(wanted)).toEqual(['stand-in', 0])
    const neither = { ...wanted, standIn: asset('/gone', { sha256: '1'.repeat(64) }) }
    expect(await served(neither)).toEqual(['thing', 1])
    await rm(path.join(directory, wanted.sha256.slice(0, 2), wanted.sha256))
    expect(await served(wanted)).toEqual(['thing', 1])
  })
  test('neither a busy server nor a wrong mirror is remembered', async () => {
    const wanted = withStandIn('/busy')
    for (let i = 0; i < 2; i += 1) expect(await served(wanted)).toEqual(['stand-in', 1])
    await expect(served(withStandIn('/whole'), path.join(directory, 'nowhere'))).rejects.toMatchObject({
      code: 'assets/bad-mirror',
    })
    expect(await served(withStandIn('/whole'))).toEqual(['thing', 1])
  })
})

test('a stand-in does not hide damage, a licence or an abort', async () => {
  const standIn = asset('/whole', { name: 'stand-in' })
  const open = openAssets({ directory })
  const damaged = asset('/other', { sha256: '0'.repeat(64), standIn })
  await expect(open.read(damaged)).rejects.toMatchObject({ code: 'assets/wrong-hash' })
  const restricted = asset('/gone', { sha256: '0'.repeat(64), licence: 'NONE', standIn })
  await expect(open.read(restricted)).rejects.toMatchObject({ code: 'assets/licence' })
  const controller = new AbortController()
  controller.abort()
  const aborted = open.read(asset('/stall', { sha256: '0'.repeat(64), standIn }), controller.signal)
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' })
})

test('where the stand-in is nowhere either, the file itself is what lacks', async () => {
  const standIn = asset('', { name: 'stand-in', url: 'derived:x', sha256: '1'.repeat(64) })
  const failure = expect(
    openAssets({ directory }).read(asset('/gone', { sha256: '0'.repeat(64), standIn })),
  ).rejects
  await failure.toMatchObject({ code: 'assets/missing', message: expect.stringContaining('/gone') })
})

test('a file of which the ends of the sha256 are known is held against them', async () => {
  const { sha256 } = asset('/whole')
  const ends = `${sha256.slice(0, 8)}…${sha256.slice(-6)}`
  const wanted = asset('/whole', { sha256: ends, bytes: 0 })
  expect(await openAssets({ directory }).read(wanted)).toEqual(content)
  expect(await openAssets({ directory }).read({ ...wanted, url: `${origin}/gone` })).toEqual(content)
  const empty = openAssets({ directory: path.join(directory, 'empty') })
  await expect(empty.read({ ...wanted, url: `${origin}/other` })).rejects.toMatchObject({
    code: 'assets/wrong-hash',
  })

  const mirror = path.join(directory, 'mirror')
  await mkdir(path.join(mirror, sha256.slice(0, 2)), { recursive: true })
  await writeFile(path.join(mirror, sha256.slice(0, 2), `${sha256}.gz`), gzipSync(content))
  const mirrored = openAssets({ directory: path.join(directory, 'store'), mirror })
  expect(await mirrored.read({ ...wanted, url: `${origin}/gone` })).toEqual(content)
})

test('a full disk is said as such and leaves nothing behind', async (context) => {
  const small = path.join(directory, 'small')
  await mkdir(small)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small], { stdio: 'ignore' })
  } catch {
    context.skip('needs root to mount a small file system')
  }
  try {
    const store = path.join(small, 'store')
    await expect(openAssets({ directory: store }).read(asset('/whole'))).rejects.toMatchObject({
      code: 'assets/disk-full',
      message: expect.stringContaining(store),
    })
    expect(await files()).toEqual([])
  } finally {
    execFileSync('umount', [small])
  }
})
