import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fakeProgram, writeFakeModelFolder } from '@retable/runtimes/testing'
import { expect, test } from 'vitest'
import { isServedHere, openEndpoint } from '../src/eval/index.ts'
import { emptyFolder, evalSums } from './eval-fake.ts'

// How a model folder is asked; a small program stands for its server.
const folderProgram = fakeProgram('fake_server')

test('a folder is served under its own name, and its samples are kept by its hash', async () => {
  const store = await emptyFolder()
  const folder = await writeFakeModelFolder(path.join(await emptyFolder(), 'my checkpoint'))
  const ask = (model: string, more: object = {}) =>
    evalSums({ folder: store, model, folderProgram, limit: 6, ...more })
  const first = await ask(folder)
  expect(first.counts).toMatchObject({ wanted: 6, answered: 6, fromStore: 0 })
  expect((await ask(folder)).counts.fromStore).toBe(6)
  // Another batch size is another way of drawing.
  expect((await ask(folder, { concurrency: 2 })).counts.fromStore).toBe(0)
  const copy = await writeFakeModelFolder(path.join(await emptyFolder(), 'my checkpoint'))
  expect((await ask(copy)).counts.fromStore).toBe(6)
  await writeFile(path.join(copy, 'generation_config.json'), '{}')
  expect((await ask(copy)).counts.fromStore).toBe(0)
})

test('its manifest says what it is, and not where it lies', async () => {
  const place = await emptyFolder()
  const folder = await writeFakeModelFolder(path.join(place, 'my checkpoint'))
  expect(await isServedHere(folder)).toBe(true)
  await using endpoint = await openEndpoint({
    ...{ model: folder, baseUrls: [], directory: place, folderProgram },
    ...{ signal: new AbortController().signal, onNotice: () => undefined, onProgress: () => undefined },
  })
  const { manifest, isVersionKnown } = endpoint
  expect(manifest.model).toBe('my checkpoint')
  expect(manifest.version).toMatchObject({ model: 'my checkpoint', context: 64, slots: 1 })
  expect(manifest.version['weightsSha256']).toMatch(/^[\da-f]{64}$/)
  expect(isVersionKnown).toBe(true)
  // That of the template, which says nothing of thinking.
  expect(manifest.templateHash).toBe(createHash('sha256').update('{{ messages }}').digest('hex'))
  expect(endpoint.opensThought).toBe(false)
  expect(JSON.stringify(manifest)).not.toContain(place)
})

test('a model that was not taught to chat is asked for texts alone', async () => {
  const place = await emptyFolder()
  const folder = path.join(place, 'base')
  await writeFakeModelFolder(folder, { without: ['chat_template.jinja'] })
  const asked = { model: folder, folderProgram, folder: place, limit: 1 }
  await expect(evalSums(asked)).rejects.toMatchObject({
    code: 'harness/no-chat-template',
    message: expect.stringContaining('base has no chat template (chat_template.jinja)'),
  })
  await using endpoint = await openEndpoint({
    ...{ model: folder, baseUrls: [], directory: place, folderProgram, route: 'completions' },
    ...{ signal: new AbortController().signal, onNotice: () => undefined, onProgress: () => undefined },
  })
  expect(endpoint.manifest.templateHash).toBeUndefined()
})

test('a server that ends by itself ends the evaluation with its reason', async () => {
  const place = await emptyFolder()
  const folder = await writeFakeModelFolder(path.join(place, 'model'))
  await using endpoint = await openEndpoint({
    ...{ model: folder, baseUrls: [], directory: place, folderProgram },
    ...{ signal: new AbortController().signal, onNotice: () => undefined, onProgress: () => undefined },
  })
  await fetch(new URL('/end', endpoint.client.addresses[0])).catch(() => undefined)
  await expect.poll(() => endpoint.lost.aborted, { timeout: 10_000 }).toBe(true)
  expect(endpoint.lost.reason).toMatchObject({
    code: 'runtimes/service-ended',
    message: expect.stringContaining('code 7'),
  })
})

// Its environment is made first, and the machine may be busy.
test('on GPUs a folder is served by vLLM, many requests at once', { timeout: 240_000 }, async () => {
  const place = await emptyFolder()
  const folder = await writeFakeModelFolder(path.join(place, 'my checkpoint'))
  await using endpoint = await openEndpoint({
    ...{ model: folder, baseUrls: [], directory: place, gpus: 2, folderProgram: fakeProgram('fake_vllm') },
    ...{ signal: new AbortController().signal, onNotice: () => undefined, onProgress: () => undefined },
  })
  expect(endpoint.manifest).toMatchObject({
    version: { server: 'vllm 0.11.0, bfloat16, 2 GPUs', slots: 64 },
    concurrency: 64,
  })
  expect(endpoint.manifest).not.toHaveProperty('runtime')
})
