import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { endpointOf } from './endpoint-of.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-profile-'))
  for (const name of ['OPENAI_API_KEY', 'OPENAI_BASE_URL']) vi.stubEnv(name, undefined)
  vi.stubEnv('PROFILE_KEY', 'key of the profile')
  vi.stubEnv('LINE_KEY', 'key of the line')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

async function profile(fields: object): Promise<string> {
  const file = path.join(folder, 'profile.json')
  await writeFile(file, JSON.stringify(fields))
  return file
}

/** What is chosen, with a key's variable from the command line where one is given. */
async function chosen(fields: object, keyEnv?: string) {
  const given = new Set(keyEnv === undefined ? [] : ['keyEnv'])
  return endpointOf({ profile: await profile(fields), keyEnv: keyEnv ?? 'OPENAI_API_KEY', given })
}

test('a profile is taken whole', async () => {
  const fields = { model: 'm', baseUrl: ['a', 'b'], headers: { 'x-tenant': 't' }, extraBody: { top_k: 5 } }
  expect(await chosen({ ...fields, keyEnv: 'PROFILE_KEY' })).toEqual({
    ...{ model: 'm', baseUrls: ['a', 'b'], apiKey: 'key of the profile' },
    ...{ headers: { 'x-tenant': 't' }, extraBody: { top_k: 5 } },
  })
})

test('the command line’s variable comes before the profile’s, and both before the usual one', async () => {
  const fields = { model: 'm', keyEnv: 'PROFILE_KEY' }
  expect((await chosen(fields, 'LINE_KEY')).apiKey).toBe('key of the line')
  expect((await chosen(fields)).apiKey).toBe('key of the profile')
  expect((await chosen({ model: 'm' })).apiKey).toBeUndefined()
  vi.stubEnv('OPENAI_API_KEY', 'usual')
  expect((await chosen({ model: 'm' })).apiKey).toBe('usual')
})

test.each([
  [{ temperature: 0.7 }, '--temperature'],
  [{ top_k: 5, n: 3 }, '--n'],
  [{ messages: [] }, '--prompt'],
])('the further fields %j are refused, as an option settles them', async (extraBody, flag) => {
  const says = `it is settled by ${flag}`
  await expect(chosen({ model: 'm', extraBody })).rejects.toThrow(says)
  const line = { given: new Set<string>(), keyEnv: 'OPENAI_API_KEY', extraBody: JSON.stringify(extraBody) }
  await expect(endpointOf({ model: 'm', ...line })).rejects.toThrow(says)
})

test.each(['', ' '])('a model named %j is none', async (model) => {
  const line = { given: new Set<string>(), keyEnv: 'OPENAI_API_KEY' }
  await expect(endpointOf({ model, ...line })).rejects.toThrow('which model?')
})

test('a packaged model or a folder is meant whatever OPENAI_BASE_URL holds, unless an address is given', async () => {
  vi.stubEnv('OPENAI_BASE_URL', 'http://elsewhere/v1')
  const model = 'smollm2-135m'
  const own = await chosen({ model })
  expect(own.baseUrls).toEqual([])
  expect(own.remark).toContain('smollm2-135m is served here; to ask for it at the address in OPENAI_BASE_URL')
  expect(await chosen({ model, baseUrl: 'http://here/v1' })).toMatchObject({ baseUrls: ['http://here/v1'] })
  expect((await chosen({ model: 'm' })).baseUrls).toEqual(['http://elsewhere/v1'])
  const whole = path.join(folder, 'my model')
  await mkdir(whole)
  await writeFile(path.join(whole, 'config.json'), '{}')
  expect(await chosen({ model: whole })).toMatchObject({
    baseUrls: [],
    remark: expect.stringContaining('is served here'),
  })
  expect(await chosen({ model: whole, baseUrl: 'http://here/v1' })).toMatchObject({
    baseUrls: ['http://here/v1'],
  })
  vi.stubEnv('OPENAI_BASE_URL', '')
  expect((await chosen({ model })).remark).toBeUndefined()
})

test('a variable that is named and not set is told', async () => {
  await expect(chosen({ model: 'm' }, 'NO_KEY')).rejects.toThrow(
    /^--key-env names an environment variable that is not set: NO_KEY$/,
  )
  await expect(chosen({ model: 'm', keyEnv: 'NO_KEY' })).rejects.toThrow(
    /^--profile \S+: "keyEnv" names an environment variable that is not set: NO_KEY$/,
  )
  for (const key of ['sk-0123456789abcdef', 'AKIAIOSFODNN7EXAMPLE', 'A'.repeat(41)]) {
    await expect(chosen({ model: 'm' }, key)).rejects.toThrow(/variable that is not set$/)
  }
})

test.each([
  [
    { apiKey: 'secret' },
    'a profile has no "apiKey"; it may have: model, baseUrl, keyEnv, headers, extraBody',
  ],
  [{ model: ['secret'] }, '"model" must be a text'],
  [{ baseUrl: ['secret', 7] }, '"baseUrl" must be a text, or a list of texts'],
  [{ keyEnv: '' }, '"keyEnv" must be a text, the name of an environment variable'],
  [{ headers: 'secret' }, '"headers" must be an object of texts'],
  [{ headers: { 'x-a': ['secret'] } }, '"headers" must be an object of texts'],
  [{ headers: { 'x a': 'secret' } }, 'the header "x a" is none that can be sent'],
  [{ headers: { 'x-a': 'secret\r\nx-b: 1' } }, 'the header "x-a" is none that can be sent'],
  [{ extraBody: ['secret'] }, '"extraBody" must be an object'],
])('%j is refused by the names of its fields alone', async (fields, says) => {
  const refused = expect(chosen({ model: 'm', ...fields })).rejects
  await refused.toThrow(`: ${says}`)
  await expect(chosen({ model: 'm', ...fields })).rejects.not.toThrow('secret')
})

test('where a model is served is no matter of one that others serve', async () => {
  const asked = (name: string) => ({
    keyEnv: 'OPENAI_API_KEY',
    model: 'm',
    baseUrl: ['http://a/v1'],
    given: new Set([name]),
  })
  for (const [name, flag] of [
    ['runtime', '--runtime'],
    ['gpus', '--gpus'],
    ['serverNodes', '--server-nodes'],
  ] as const) {
    await expect(endpointOf(asked(name))).rejects.toThrow(`${flag} is for a model that is served here`)
  }
  const hub = { keyEnv: 'OPENAI_API_KEY', model: `hf:a/b@${'a'.repeat(40)}`, given: new Set(['runtime']) }
  expect((await endpointOf(hub)).baseUrls).toEqual([])
})
