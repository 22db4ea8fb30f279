import { chmod, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { putImage, types, type TestRegistry } from './registry/testing-registry.ts'
import { none, pinSetting, type PinSetting } from './testing-pins.ts'

let registry: TestRegistry
let directory: string
let file: string
let { write, pin, only, multi } = {} as PinSetting
beforeEach(async () => {
  ;({ registry, directory, file, write, pin, only, multi } = await pinSetting())
})

const password = 'pass-word-that-nobody-is-to-see'
const token = 'a-token-that-nobody-is-to-see'

describe('a tag', () => {
  test.each([types.index, types.list])(
    'of %s is pinned by the index; the platform’s image is told',
    async (type) => {
      const { amd64, arm64, index } = multi(type)
      const text = await write(none)
      const { pins, isWritten } = await pin()
      expect(isWritten).toBe(true)
      expect(pins).toEqual([
        {
          ...{
            id: 'vllm',
            name: `${registry.host}/a/b`,
            tag: 'v1',
            pinned: none,
            digest: index,
            state: 'moved',
            isPinnedThere: false,
            reason: null,
          },
          platforms: ['linux/arm64/v8', 'linux/amd64', 'linux/ppc64le'],
          platform: { platform: 'linux/amd64', digest: amd64 },
        },
      ])
      expect(await readFile(file, 'utf8')).toBe(text.replace(none, index))
      const again = await pin({ platform: 'linux/arm64' })
      expect(again.isWritten).toBe(false)
      expect(again.pins[0]).toMatchObject({
        state: 'same',
        platform: { platform: 'linux/arm64/v8', digest: arm64 },
      })
    },
  )

  test.each([types.manifest, types.docker])(
    'of %s is of one platform, which its configuration tells',
    async (type) => {
      const digest = putImage(registry, 'linux/amd64', { tag: 'a/b:v1', type })
      await write(null)
      expect(await only()).toMatchObject({
        state: 'new',
        digest,
        platforms: ['linux/amd64'],
        platform: { digest },
      })
      expect(await only({ platform: 'linux/arm64' })).toMatchObject({
        state: 'failed',
        reason: `${registry.host}/a/b:v1 is not there for linux/arm64: it has linux/amd64`,
      })
    },
  )

  test('that moved is told with whether the pin is still there; a check writes nothing', async () => {
    const old = putImage(registry, 'linux/amd64', { tag: 'a/b:v1', label: 'old' })
    const text = await write(old)
    expect(await only({ isCheck: true })).toMatchObject({ state: 'same', digest: old })
    const { index } = multi()
    const { pins, isWritten } = await pin({ isCheck: true })
    expect([pins[0]!.state, pins[0]!.digest, pins[0]!.isPinnedThere, isWritten]).toEqual([
      'moved',
      index,
      true,
      false,
    ])
    expect(await readFile(file, 'utf8')).toBe(text)
    registry.blobs.delete(old)
    expect(await only({ isCheck: true })).toMatchObject({ state: 'moved', isPinnedThere: false })
  })

  test('that has not moved is checked by a head alone', async () => {
    await write(multi().index)
    await only({ isCheck: true })
    expect(registry.asked.map(({ request }) => request)).toEqual(['HEAD /v2/a/b/manifests/v1'])
  })

  test('is resolved by its bytes where a registry states no digest', async () => {
    const { index } = multi()
    await write(index)
    registry.instead.set('/manifests/v1', {
      headers: { 'content-type': types.index },
      body: registry.blobs.get(index)!.bytes,
    })
    expect(await only({ isCheck: true })).toMatchObject({ state: 'same', digest: index })
    expect(registry.asked.map(({ request }) => request)).toEqual([
      'HEAD /v2/a/b/manifests/v1',
      'GET /v2/a/b/manifests/v1',
    ])
  })
})

describe('accounts', () => {
  const account = `Basic ${Buffer.from(`me:${password}`).toString('base64')}` as const

  test('a token is fetched where one is wanted, for reading this repository alone', async () => {
    registry.auth = {}
    await write(multi().index)
    expect(await only()).toMatchObject({ state: 'same' })
    const [asked] = registry.asked.filter(({ server }) => server === 'tokens')
    expect(new URL(`http://x${asked!.request.slice('GET '.length)}`).searchParams.toString()).toBe(
      'service=a+%22registry%22&scope=repository%3Aa%2Fb%3Apull',
    )
    expect(asked!.authorization).toBeUndefined()
  })

  test('go to the token’s server, the token to the registry, and neither to where blobs lie', async () => {
    registry.auth = { account }
    putImage(registry, 'linux/amd64', { tag: 'a/b:v1' })
    await write(null)
    expect(await only({ credentials: () => Promise.resolve(account) })).toMatchObject({ state: 'new' })
    const sent = (server: string) =>
      new Set(
        registry.asked.filter((each) => each.server === server).map(({ authorization }) => authorization),
      )
    expect(sent('tokens')).toEqual(new Set([account]))
    expect(sent('registry')).toEqual(new Set([undefined, `Bearer ${token}`]))
    expect(sent('blobs')).toEqual(new Set([undefined]))
    expect(registry.asked.filter(({ server }) => server === 'tokens')).toHaveLength(1)
  })

  test('are found as docker login leaves them, in the file or by a program; an identity token is none', async () => {
    registry.auth = { account }
    const digest = putImage(registry, 'linux/amd64', { tag: 'a/b:v1' })
    await write(digest)
    vi.stubEnv('DOCKER_CONFIG', directory)
    vi.stubEnv('PATH', `${directory}:${process.env['PATH']}`)
    onTestFinished(() => void vi.unstubAllEnvs())
    const config = (value: unknown) =>
      writeFile(
        path.join(directory, 'config.json'),
        typeof value === 'string' ? value : JSON.stringify(value),
      )
    const state = async () => (await only({ credentials: undefined })).state
    expect(await state()).toBe('failed')
    await config({ auths: { [registry.host]: { auth: account.slice('Basic '.length) } } })
    expect(await state()).toBe('same')
    await config({ auths: { [registry.host]: { identitytoken: 'x' } } })
    expect(await state()).toBe('failed')
    const helper = path.join(directory, 'docker-credential-fake')
    await writeFile(
      helper,
      `#!/bin/sh\nread host\n[ "$host" = ${registry.host} ] && echo '${JSON.stringify({ Username: 'me', Secret: password })}'\n`,
    )
    await chmod(helper, 0o755)
    await config({ credHelpers: { [registry.host]: 'fake' } })
    expect(await state()).toBe('same')
    await config({ auths: { [registry.host]: {} }, credsStore: 'fake' })
    expect(await state()).toBe('same')
    await config({ credHelpers: { [registry.host]: 'absent' } })
    expect(await state()).toBe('failed')
    await config(`{"auths": {"x": {"auth": "${password}`)
    const { reason } = await only({ credentials: undefined })
    expect(reason).toContain(`${path.join(directory, 'config.json')} cannot be read: it is no JSON`)
    expect(reason).not.toContain(password)
  })

  test('that are refused are in no message', async () => {
    registry.auth = { account: 'Basic other' }
    await write(multi().index)
    const { state, reason } = await only({ credentials: () => Promise.resolve(account) })
    expect([state, reason]).toEqual([
      'failed',
      expect.stringContaining('gives no token for a/b to the account that docker login has left (HTTP 401)'),
    ])
    registry.auth = {}
    registry.instead.set('/manifests/v1', { status: 403, body: token })
    const refused = await only({ credentials: () => Promise.resolve(account) })
    expect(refused.reason).toContain('if it is there, docker login opens it')
    for (const text of [reason, refused.reason])
      for (const secret of [password, account, token]) expect(text).not.toContain(secret)
  })

  test.each([
    ['Bearer realm="http://example.org/token"', 'names no HTTPS address where tokens are given'],
    ['Bearer service="x"', 'does not say how'],
    ['Basic realm="x"', 'wants an account: docker login'],
  ])('the challenge %s is not met', async (challenge, why) => {
    await write(none)
    registry.instead.set('/manifests/v1', { status: 401, headers: { 'www-authenticate': challenge } })
    expect((await only()).reason).toContain(why)
  })
})
