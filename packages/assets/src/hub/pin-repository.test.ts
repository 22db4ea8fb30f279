import { randomBytes } from 'node:crypto'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { pinOf, repository, revision, startHub, type TestHub } from './testing-hub.ts'
import { pinRepository } from './pin-repository.ts'

const files = {
  '.gitattributes': Buffer.from('*.safetensors'),
  LICENSE: Buffer.from('text'),
  'LICENSE.txt': Buffer.from('text'),
  'README.md': Buffer.from('text'),
  'config.json': Buffer.from('{"layers": 2}'),
  'model.safetensors': randomBytes(100_000),
  'original/weights.safetensors': randomBytes(10),
  'tokenizer_config.json': Buffer.from('{"größe": 1}'),
}
const { 'config.json': config, 'model.safetensors': weights, 'tokenizer_config.json': tokenizer } = files
const toPin = { kind: 'model', repository, revision, licence: 'Apache-2.0' } as const

let hub: TestHub
beforeEach(async () => {
  hub = await startHub(files, ['model.safetensors'])
  onTestFinished(() => hub.close())
})

test('a listing gives the hashes of large files, and small ones are read', async () => {
  expect(await pinRepository({ ...toPin, address: hub.address })).toEqual(
    pinOf({ 'config.json': config, 'model.safetensors': weights, 'tokenizer_config.json': tokenizer }),
  )
  expect(hub.asked.some(({ url }) => url.endsWith('model.safetensors'))).toBe(false)
})

test('a gated repository says what to do, and is pinned with a token', async () => {
  hub.needs = 'hf_secret'
  await expect(pinRepository({ ...toPin, address: hub.address })).rejects.toThrow('accepted its licence')
  const pin = await pinRepository({ ...toPin, isGated: true, address: hub.address, token: 'hf_secret' })
  expect(pin).toMatchObject({ isGated: true, files: { 'config.json': { bytes: config.length } } })
  expect(JSON.stringify(pin)).not.toContain('hf_secret')
})

test('a branch is no commit, and a commit that the hub does not have is said', async () => {
  await expect(pinRepository({ ...toPin, revision: 'main' })).rejects.toThrow('a branch moves')
  const other = pinRepository({ ...toPin, revision: 'b'.repeat(40), address: hub.address })
  await expect(other).rejects.toThrow('HTTP 404')
})

test('a small file that is not what git lists is refused', async () => {
  hub.listed = { ...files, 'config.json': Buffer.from('{"layers": 3}') }
  const pinning = pinRepository({ ...toPin, address: hub.address })
  await expect(pinning).rejects.toThrow('config.json is not what the hub lists')
})
