import { readFile, writeFile } from 'node:fs/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  blobOf,
  putImage,
  startTestRegistry,
  types,
  type OtherAnswer,
  type TestRegistry,
} from './registry/testing-registry.ts'
import { none, pinSetting, type PinSetting } from './testing-pins.ts'

let registry: TestRegistry
let file: string
let { write, pin, only, multi } = {} as PinSetting
beforeEach(async () => {
  ;({ registry, file, write, pin, only, multi } = await pinSetting())
})

describe('an answer that cannot be believed is refused, and nothing is pinned', () => {
  const body = JSON.stringify({ schemaVersion: 2, manifests: [] })
  const index = { 'content-type': types.index }
  test.each<readonly [string, OtherAnswer, string]>([
    ['another digest', { headers: { ...index, 'docker-content-digest': none }, body }, 'nothing is pinned'],
    ['a page', { headers: { 'content-type': 'text/html' }, body: '<html>' }, 'is no JSON object'],
    ['no type', { body }, 'is no manifest of an image'],
    ['no JSON', { headers: index, body: '{"schemaVersion": 2' }, 'is no JSON object'],
    ['no UTF-8', { headers: index, body: Buffer.from([0x7b, 0xff, 0x7d]) }, 'is no JSON object'],
    ['an old schema', { headers: index, body: '{"schemaVersion": 1}' }, 'not of schema 2'],
    [
      'two things in one',
      { headers: index, body: JSON.stringify({ schemaVersion: 2, manifests: [], layers: [] }) },
      'something else than its type says',
    ],
    [
      'a type that is not its own',
      {
        headers: index,
        body: JSON.stringify({ schemaVersion: 2, mediaType: types.manifest, manifests: [] }),
      },
      'something else than its type says',
    ],
    [
      'parts without digest',
      { headers: index, body: JSON.stringify({ schemaVersion: 2, manifests: [{ digest: 'sha256:1' }] }) },
      'whose parts have no sha256',
    ],
    ['an index of nothing', { headers: index, body }, 'it has no platform'],
    ['more than a manifest', { headers: index, body: ' '.repeat(5 * 2 ** 20) }, 'answers with more than'],
    [
      'a redirect to HTTP elsewhere',
      { status: 302, headers: { location: 'http://example.org/x' } },
      'which is no HTTPS',
    ],
    ['a redirect to itself', { status: 302, headers: { location: 'v1' } }, 'redirects more than 5 times'],
    [
      'a redirect to a file',
      { status: 302, headers: { location: 'file:///etc/passwd' } },
      'which is no HTTPS',
    ],
    ['a teapot', { status: 418 }, 'answers HTTP 418'],
  ])('%s', async (_, answer, why) => {
    const text = await write(none)
    registry.instead.set('/manifests/v1', answer)
    const { pins, isWritten } = await pin()
    expect(pins[0]).toMatchObject({ state: 'failed', digest: null })
    expect(pins[0]!.reason).toContain(why)
    expect([isWritten, await readFile(file, 'utf8')]).toEqual([false, text])
  })

  test('a configuration of other bytes', async () => {
    putImage(registry, 'linux/amd64', { tag: 'a/b:v1' })
    await write(null)
    const [config] = [...registry.blobs].find(([, { type }]) => type === types.config)!
    registry.blobs.set(config, blobOf(types.config, { os: 'linux', architecture: 'amd64' }))
    expect((await only()).reason).toContain(`was asked for ${config}, and answers with sha256:`)
  })
})

describe('a registry that cannot be had', () => {
  test('says when it is to be asked again; a fault of its own; nothing in time', async () => {
    await write(none)
    registry.instead.set('/manifests/v1', { status: 429, headers: { 'retry-after': '30' } })
    expect((await only()).reason).toContain('run the command again in 30 s, or docker login first')
    registry.instead.set('/manifests/v1', { status: 503 })
    expect((await only()).reason).toContain('cannot be reached: it answers HTTP 503')
    registry.instead.set('/manifests/v1', { hangs: true })
    expect((await only({ timeoutMs: 300 })).reason).toContain('cannot be reached: nothing came in 0.3 s')
    registry.instead.set('/manifests/v1', { status: 404 })
    expect((await only()).reason).toBe(`the registry ${registry.host} has no ${registry.host}/a/b:v1`)
  })

  test('keeps no other from being pinned', async () => {
    const { index } = multi()
    await write(none)
    const gone = await startTestRegistry()
    await gone[Symbol.asyncDispose]()
    await writeFile(
      file,
      `${await readFile(file, 'utf8')}trainer:\n  image: ${gone.host}/x\n  tag: v1\n  digest: ${none}\n  python: /p\n  why: w\n`,
    )
    const { pins, isWritten } = await pin()
    expect(pins.map(({ state }) => state)).toEqual(['moved', 'failed'])
    expect(pins[1]!.reason).toContain(`the registry ${gone.host} cannot be reached: ECONNREFUSED`)
    expect(isWritten).toBe(true)
    expect((await readFile(file, 'utf8')).split('\n').filter((line) => line.includes('digest:'))).toEqual([
      `  digest: ${index}`,
      `  digest: ${none}`,
    ])
    expect((await pin({ ids: ['vllm'] })).pins.map(({ id }) => id)).toEqual(['vllm'])
    await expect(pin({ ids: ['vlm'] })).rejects.toThrow('has no image "vlm"; there are: vllm, trainer')
  })

  test('a stop is no failure of the registry, and writes nothing', async () => {
    await write(none)
    registry.instead.set('/manifests/v1', { hangs: true })
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('stopped')), 200)
    await expect(pin({ signal: controller.signal })).rejects.toThrow('stopped')
  })
})
