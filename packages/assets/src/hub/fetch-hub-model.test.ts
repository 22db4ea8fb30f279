import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { folderHash } from '@retable/core'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { fetchHubModel, hubModelHere } from './fetch-hub-model.ts'
import { hubPin, pinnedBytes, whatIsUnpinned } from './hub-pin.ts'
import { pinOf, repository, revision, sha256, startHub, type TestHub } from './testing-hub.ts'

const weights = randomBytes(300_000)
const files = { 'config.json': Buffer.from('{"layers": 2}'), 'model.safetensors': weights }
const token = 'hf_notToBeSeenAnywhere'

let hub: TestHub
let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-hub-'))
  hub = await startHub(files, ['model.safetensors'])
  onTestFinished(async () => {
    await hub.close()
    await rm(directory, { recursive: true, force: true })
  })
})
const options = () => ({ directory, address: hub.address })
const folder = () => path.join(directory, 'weights', 'an--open-model', revision)
const asksFor = (name: string) => hub.asked.filter(({ url }) => url.endsWith(name))

test('a model is fetched into a folder of its own, verified, and not fetched again', async () => {
  const seen: [string, number][] = []
  const model = await fetchHubModel(pinOf(files), {
    ...options(),
    onProgress: (asset, received) => seen.push([asset.name, received]),
  })
  expect(model.folder).toBe(folder())
  expect(await readFile(path.join(model.folder, 'model.safetensors'))).toEqual(weights)
  expect(seen.at(-1)).toEqual([`${repository}/model.safetensors`, weights.length])
  // The hash is the one that any folder of these files has.
  expect(model.hash).toBe(await folderHash(model.folder))
  expect(JSON.parse(await readFile(path.join(model.folder, 'hashes.json'), 'utf8'))).toEqual({
    'config.json': sha256(files['config.json']),
    'model.safetensors': sha256(weights),
  })
  const asked = hub.asked.length
  expect(await fetchHubModel(pinOf(files), options())).toEqual(model)
  expect(await hubModelHere(pinOf(files), options())).toEqual(model)
  expect(hub.asked).toHaveLength(asked)
})

test('two who fetch at once get the same folder, and each file is fetched once', async () => {
  const both = await Promise.all([0, 1].map(() => fetchHubModel(pinOf(files), options())))
  expect(both[0]).toEqual(both[1])
  expect(asksFor(`/resolve/${revision}/model.safetensors`)).toHaveLength(1)
})

describe('a connection that is cut', () => {
  test('is an error, and the next call goes on from what has come', async () => {
    hub.next = { cutAfter: 100_000 }
    await expect(fetchHubModel(pinOf(files), options())).rejects.toMatchObject({ code: 'assets/truncated' })
    const { size } = await stat(path.join(folder(), 'model.safetensors.partial'))
    expect(size).toBeGreaterThan(0)
    expect(await hubModelHere(pinOf(files), options())).toBeUndefined()
    const model = await fetchHubModel(pinOf(files), options())
    expect(hub.asked.at(-1)?.range).toBe(`bytes=${size}-`)
    // What was whole before is not fetched again.
    expect(asksFor('config.json')).toHaveLength(1)
    expect(await readFile(path.join(model.folder, 'model.safetensors'))).toEqual(weights)
    expect((await readdir(model.folder)).toSorted()).toEqual([
      'config.json',
      'hashes.json',
      'model.safetensors',
    ])
  })

  test('and what has come was damaged since: nothing of it is kept, and the next call begins anew', async () => {
    hub.next = { cutAfter: 100_000 }
    await expect(fetchHubModel(pinOf(files), options())).rejects.toThrow()
    const partial = path.join(folder(), 'model.safetensors.partial')
    const bytes = await readFile(partial)
    bytes[7]! ^= 1
    await writeFile(partial, bytes)
    await expect(fetchHubModel(pinOf(files), options())).rejects.toMatchObject({ code: 'assets/wrong-hash' })
    const model = await fetchHubModel(pinOf(files), options())
    expect(model.hash).toBe(await folderHash(model.folder))
  })

  test('a file that has more than it should is begun anew', async () => {
    await mkdir(folder(), { recursive: true })
    await writeFile(path.join(folder(), 'model.safetensors.partial'), Buffer.concat([weights, weights]))
    await fetchHubModel(pinOf(files), options())
    expect(await readFile(path.join(folder(), 'model.safetensors'))).toEqual(weights)
  })

  test('an abort keeps what has come', async () => {
    hub.next = { stallAfter: 100_000 }
    const controller = new AbortController()
    const onProgress = (_: unknown, received: number) => {
      if (received === 100_000) setTimeout(() => controller.abort(), 100)
    }
    const fetching = fetchHubModel(pinOf(files), { ...options(), onProgress, signal: controller.signal })
    await expect(fetching).rejects.toMatchObject({ name: 'AbortError' })
    await fetchHubModel(pinOf(files), options())
    expect(hub.asked.at(-1)?.range).toMatch(/^bytes=\d+-$/)
  })
})

test('other bytes than the pinned ones are refused, and not kept', async () => {
  const other = pinOf({ ...files, 'config.json': Buffer.from('{"layers": 3}') })
  await expect(fetchHubModel(other, options())).rejects.toMatchObject({ code: 'assets/wrong-hash' })
  expect(await readdir(folder())).toEqual([])
})

test('a file that was damaged in the folder is fetched again', async () => {
  const model = await fetchHubModel(pinOf(files), options())
  await writeFile(path.join(model.folder, 'config.json'), '{}')
  expect(await hubModelHere(pinOf(files), options())).toBeUndefined()
  await fetchHubModel(pinOf(files), options())
  expect(await readFile(path.join(model.folder, 'config.json'))).toEqual(files['config.json'])
})

describe('a gated repository', () => {
  const pin = () => pinOf(files, { isGated: true })

  test('says what to do, without a token and with one that may not', async () => {
    hub.needs = token
    const page = `https://huggingface.co/${repository}`
    await expect(fetchHubModel(pin(), options())).rejects.toMatchObject({
      code: 'assets/gated',
      kind: 'environment',
      message: `${repository} is given to accounts only that have accepted its licence: accept it on ${page}, and set HF_TOKEN to a token of that account`,
    })
    const wrong = fetchHubModel(pin(), { ...options(), token: `${token}Not` })
    const error = (await wrong.catch((caught: unknown) => caught)) as Error
    expect(error.message).toContain(`accept its licence on ${page} with that account`)
    expect(JSON.stringify([error.message, error.stack, error.cause ?? ''])).not.toContain(token)
  })

  test('opens with its token, which goes to the hub alone and stands in nothing that is kept', async () => {
    hub.needs = token
    const model = await fetchHubModel(pin(), { ...options(), token })
    const others = hub.asked.filter(({ url }) => !url.includes('/resolve/'))
    expect(others.map(({ url, token: sent }) => [url, sent])).toEqual([['/model.safetensors', undefined]])
    for (const name of await readdir(model.folder)) {
      expect((await readFile(path.join(model.folder, name))).includes(token), name).toBe(false)
    }
  })
})

test('a mirror is looked in first', async () => {
  const mirror = path.join(directory, 'mirror')
  for (const bytes of Object.values(files)) {
    const hash = sha256(bytes)
    await mkdir(path.join(mirror, hash.slice(0, 2)), { recursive: true })
    await writeFile(path.join(mirror, hash.slice(0, 2), `${hash}.gz`), gzipSync(bytes))
  }
  const model = await fetchHubModel(pinOf(files), { ...options(), mirror })
  expect(hub.asked).toEqual([])
  expect(model.hash).toBe(await folderHash(model.folder))
})

describe('pins', () => {
  test('what is not pinned is said, and nothing is fetched', async () => {
    const pin = pinOf(files)
    const half = { ...pin, files: { ...pin.files, 'model.safetensors': { sha256: null, bytes: null } } }
    const told = `1 of 2 files of ${repository} at aaaaaaa are not pinned yet (model.safetensors): run node packages/assets/pin/pin-hub.ts ${repository} ${revision}`
    await expect(fetchHubModel(half, options())).rejects.toMatchObject({
      code: 'assets/unpinned',
      message: told,
    })
    expect(whatIsUnpinned(pin, undefined)).toContain(`${repository} at aaaaaaa is not pinned yet`)
    expect([whatIsUnpinned(pin, pin), hub.asked]).toEqual([undefined, []])
  })

  test.each([
    ['Qwen/Qwen2.5-0.5B-Instruct', '7ae557604adf67be50417f59c2c2f167def9a775', undefined],
    ['Qwen/Qwen2.5-1.5B-Instruct', '989aa7980e4cf806f80c7fef2b1adb7bc71aa306', undefined],
    [
      'meta-llama/Llama-2-70b-chat-hf',
      'e9149a12809580e8602995856f8098ce973d1080',
      expect.stringContaining('are not pinned yet'),
    ],
  ])('%s at its commit', async (name, commit, lacking) => {
    const weightsOf = { repository: name, revision: commit }
    const pin = (await hubPin(weightsOf))!
    expect(pin).toMatchObject(weightsOf)
    expect(whatIsUnpinned(weightsOf, pin)).toEqual(lacking)
    expect(await hubPin({ ...weightsOf, revision })).toBeUndefined()
    for (const { sha256: hash, bytes } of Object.values(pin.files)) {
      // What has a hash has a size, and neither is made up where the other is not known.
      if (hash === null) expect(bytes).toBeNull()
      else expect([/^[0-9a-f]{64}$/.test(hash), bytes! > 0]).toEqual([true, true])
    }
    if (lacking === undefined) expect(pinnedBytes(pin)).toBeGreaterThan(900e6)
  })
})
