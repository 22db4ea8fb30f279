import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { composeRuntime, type ModelService, type ServiceOptions } from '../src/index.ts'
import { checkedFolderHash } from '../src/models/folder/checked-folder-hash.ts'
import { fakeProgram, testRuntime, writeFakeModelFolder } from '../src/testing.ts'
import { startedEngine } from './started.ts'

// vLLM in a container; a small program that takes its words stands for it, and needs no GPU.
const engine = await startedEngine()
afterAll(() => engine[Symbol.asyncDispose]())
const { trainer } = engine.options.images
const runtime = composeRuntime(engine.options)
const folder = await writeFakeModelFolder(path.join(engine.folder, 'my model "1" $(touch x)'))

const start = (options: Partial<ServiceOptions> = {}) =>
  runtime.serve({
    model: { folder, id: 'mine' },
    server: 'vllm',
    program: fakeProgram('fake_vllm'),
    ...options,
  })
async function ask(service: ModelService, content: string) {
  const body = JSON.stringify({ messages: [{ role: 'user', content }] })
  const answer = await fetch(`${service.baseUrl}/chat/completions`, { method: 'POST', body })
  return answer.json()
}

testRuntime('vLLM in a container', { start, longRequest: (service) => ask(service, 'long') })

test('it is started with all that decides an answer, and says what it is', async () => {
  await using service = await start({ slots: 8, vllm: { batchInvariant: true, memoryShare: 0.45 } })
  expect(await ask(service, 'one two')).toMatchObject({ choices: [{ message: { content: 'two one' } }] })
  expect(service.identity).toMatchObject({
    ...{ model: 'mine', weightsSha256: await checkedFolderHash(folder), slots: 8, context: 64 },
    server: 'vllm 0.11.0, bfloat16, 1 GPU, batch-invariant',
  })
  const told = (await readFile(service.logFile, 'utf8')).split('\n').find((line) => line.startsWith('{'))
  expect(JSON.parse(told!)).toMatchObject({
    environment: { HF_HUB_OFFLINE: '1', VLLM_BATCH_INVARIANT: '1' },
    ...{ model: folder, host: '0.0.0.0', port: 8000, seed: 0, gpu_memory_utilization: 0.45 },
    chat_template: `${folder}/chat_template.jinja`,
  })
})

test('a GPU where there is none is told in one sentence, as an image that nobody named is', async () => {
  await expect(start({ gpus: 1 })).rejects.toMatchObject({
    code: 'runtimes/no-gpu',
    message: expect.stringContaining('mine asks for 1 GPU'),
  })
  const without = composeRuntime({ ...engine.options, images: { trainer } })
  const model = { folder, id: 'mine' }
  await expect(without.serve({ model, server: 'vllm' })).rejects.toMatchObject({ code: 'runtimes/no-vllm' })
})
