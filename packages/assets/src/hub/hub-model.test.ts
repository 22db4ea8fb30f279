import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { folderHash } from '@retable/core'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { hubModel, isHubModelHere } from './hub-model.ts'
import { repository, revision, startHub, type TestHub } from './testing-hub.ts'

const files = {
  'README.md': Buffer.from('text'),
  'config.json': Buffer.from('{"layers": 2}'),
  'model.safetensors': randomBytes(50_000),
}
const at = { repository, revision }
let hub: TestHub
let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-hub-model-'))
  hub = await startHub(files, ['model.safetensors'])
  onTestFinished(async () => {
    await hub.close()
    await rm(directory, { recursive: true, force: true })
  })
})

test('a model that nobody has pinned is listed once, fetched, verified, and then had without the hub', async () => {
  const options = { directory, address: hub.address }
  expect([await isHubModelHere(at, options), hub.asked.length]).toEqual([false, 0])
  const model = await hubModel(at, options)
  expect(await isHubModelHere(at, options)).toBe(true)
  expect(model.hash).toBe(await folderHash(model.folder))
  expect(await readFile(path.join(model.folder, 'model.safetensors'))).toEqual(files['model.safetensors'])
  const asked = hub.asked.length
  expect(await hubModel(at, options)).toEqual(model)
  expect(hub.asked).toHaveLength(asked)
  // What was lost is fetched by the list that is kept.
  await rm(path.join(model.folder, 'config.json'))
  expect(await isHubModelHere(at, options)).toBe(false)
  expect(await hubModel(at, options)).toEqual(model)
  expect(hub.asked.slice(asked).map(({ url }) => url)).toEqual([
    `/${repository}/resolve/${revision}/config.json`,
  ])
})

test('other weights than the hub lists are refused', async () => {
  hub.listed = { ...files, 'model.safetensors': randomBytes(50_000) }
  await expect(hubModel(at, { directory, address: hub.address })).rejects.toMatchObject({
    code: 'assets/wrong-hash',
  })
})

test('gated, absent and out of reach are three sentences', async () => {
  hub.needs = 'hf_secret'
  const options = { directory, address: hub.address }
  await expect(hubModel(at, options)).rejects.toMatchObject({
    code: 'assets/gated',
    kind: 'environment',
    message: expect.stringContaining('set HF_TOKEN to a token of that account'),
  })
  expect(await hubModel(at, { ...options, token: 'hf_secret' })).toHaveProperty('hash')
  hub.needs = undefined
  await expect(hubModel({ ...at, revision: 'b'.repeat(40) }, options)).rejects.toMatchObject({
    code: 'assets/missing',
  })
  const gone = { directory, address: 'http://127.0.0.1:9' }
  await expect(hubModel({ ...at, revision: 'c'.repeat(40) }, gone)).rejects.toMatchObject({
    code: 'assets/no-network',
    message: expect.stringContaining('127.0.0.1:9 cannot be reached'),
  })
})
