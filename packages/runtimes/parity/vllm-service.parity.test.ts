import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localRuntime, type ModelService, type ServiceOptions } from '../src/index.ts'
import { checkedFolderHash } from '../src/models/folder/checked-folder-hash.ts'
import { fakeProgram, testRuntime, writeFakeModelFolder } from '../src/testing.ts'

// How vLLM is started and checked; a small program that takes its words stands for it.
let directory: string
let folder: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-vllm-'))
  folder = await writeFakeModelFolder(path.join(directory, 'my model $(touch x)'))
})
afterAll(() => rm(directory, { recursive: true }))

const start = (options: Partial<ServiceOptions> = {}) =>
  localRuntime({ directory }).serve({
    model: { folder, id: 'mine' },
    server: 'vllm',
    program: fakeProgram('fake_vllm'),
    gpus: 1,
    ...options,
  })
const post = async (service: ModelService, route: string, body: object) => {
  const answer = await fetch(service.address + route, { method: 'POST', body: JSON.stringify(body) })
  return await answer.json()
}
const ask = (service: ModelService, content: string) =>
  post(service, '/v1/chat/completions', { messages: [{ role: 'user', content }] })

testRuntime('vLLM', { start, longRequest: (service) => ask(service, 'long') })

test('it is started with all that decides an answer, and says what it is', async () => {
  const vllm = { batchInvariant: true, memoryShare: 0.45 } as const
  process.env['OPENAI_API_KEY'] = 'secret'
  await using service = await start({ slots: 8, gpus: 2, vllm })
  delete process.env['OPENAI_API_KEY']
  expect(await ask(service, 'one two')).toMatchObject({ choices: [{ message: { content: 'two one' } }] })
  expect(service.identity).toEqual({
    model: 'mine',
    weightsSha256: await checkedFolderHash(folder),
    server: 'vllm 0.11.0, bfloat16, 2 GPUs, batch-invariant',
    architecture: process.arch,
    ...{ slots: 8, threads: 1, context: 64, promptCache: false },
  })
  const told = (await readFile(service.logFile, 'utf8')).split('\n').find((line) => line.startsWith('{'))
  expect(JSON.parse(told!)).toEqual({
    environment: { HF_HUB_OFFLINE: '1', VLLM_BATCH_INVARIANT: '1', OPENAI_API_KEY: null },
    ...{ model: folder, served_model_name: 'mine', host: '127.0.0.1', seed: 0, generation_config: 'vllm' },
    ...{ dtype: 'bfloat16', max_model_len: 64, max_num_seqs: 8, tensor_parallel_size: 2 },
    ...{ pipeline_parallel_size: 1, distributed_executor_backend: 'mp' },
    ...{ gpu_memory_utilization: 0.45, logprobs_mode: 'raw_logprobs', no_enable_prefix_caching: true },
    chat_template: `${folder}/chat_template.jinja`,
    port: Number(new URL(service.address).port),
  })
})

test('a load that takes its time is waited for, and the template of the tokenizer is left alone', async () => {
  const slow = await writeFakeModelFolder(path.join(directory, 'slow'), {
    config: { load: 1.5 },
    without: ['chat_template.jinja'],
  })
  const began = performance.now()
  await using service = await start({ model: { folder: slow, id: 'slow' }, context: 32 })
  expect(performance.now() - began).toBeGreaterThan(1500)
  expect([service.identity.context, service.identity.server]).toEqual([32, 'vllm 0.11.0, bfloat16, 1 GPU'])
  expect(await readFile(service.logFile, 'utf8')).toContain('"chat_template": null')
})

test.each([
  [{ root: '/another' }, 'runtimes/weights', 'the server of mine tells of the folder /another'],
  [
    { memory: 'none' },
    'runtimes/out-of-memory',
    'mine finds no memory for 0.9 of each GPU and 1 request of 64',
  ],
])('%j is refused in one sentence', async (config, code, says) => {
  const other = await writeFakeModelFolder(path.join(directory, Object.keys(config)[0]!), { config })
  await expect(start({ model: { folder: other, id: 'mine' } })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(says),
  })
})

test('without an image and a Python that has it, a sentence says where it runs', async () => {
  await expect(start({ program: undefined })).rejects.toMatchObject({
    code: 'runtimes/no-vllm',
    message: expect.stringContaining('take --runtime compose or slurm'),
  })
  await expect(start({ context: 65 })).rejects.toThrow('from 16 to 64 (what the model takes), not 65')
})
