import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { slurmRuntime, type ModelService, type ServiceOptions } from '../../index.ts'
import { installedPython } from '../../python/installed-python.ts'
import { checkedFolderHash } from '../../models/folder/checked-folder-hash.ts'
import {
  fakeProgram,
  testCluster,
  testRuntime,
  writeFakeModelFolder,
  type TestCluster,
} from '../../testing.ts'

let directory: string
let folder: string
let cluster: TestCluster
// A Python environment takes a while on a busy machine.
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-slurm-services-'))
  folder = await writeFakeModelFolder(path.join(directory, 'my model "1" $(touch x)'))
  await installedPython({ lockFile: fakeProgram('fake_job').lockFile, what: 'nothing' }, { directory })
  cluster = await testCluster()
}, 240_000)
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
  await rm(directory, { recursive: true })
})

const options = () => ({
  directory,
  settings: { pollMs: 200, host: '127.0.0.1' },
  commands: { environment: cluster.environment },
})
const start = (more: Partial<ServiceOptions> = {}) =>
  slurmRuntime(options()).serve({
    model: { folder, id: 'mine' },
    program: fakeProgram('fake_server'),
    ...more,
  })
async function ask(service: ModelService, content: string) {
  const answer = await fetch(`${service.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.key}` },
    body: JSON.stringify({ model: service.modelName, messages: [{ role: 'user', content }] }),
  })
  return (await answer.json()) as { readonly choices: readonly { readonly message: object }[] }
}
const queue = async () => (await cluster.run('squeue', '-h', '-o', '%k')).trim()

testRuntime('a model folder by Slurm', { start, longRequest: (service) => ask(service, 'long') })

test('it answers, and says what it is; nothing is left in the queue', async () => {
  {
    await using service = await start({ slots: 2, threads: 3 })
    expect((await ask(service, 'one two')).choices[0]!.message).toMatchObject({ content: 'two one' })
    // Who has no key, as any user of the cluster, is told nothing.
    expect(service.key).toMatch(/^[\da-f]{48}$/)
    expect((await fetch(`${service.baseUrl}/models`)).status).toBe(401)
    expect(service.identity).toMatchObject({
      model: 'mine',
      weightsSha256: await checkedFolderHash(folder),
      server: expect.stringMatching(/^fake_server [\da-f]{12}$/),
      ...{ slots: 2, threads: 3, context: 64, promptCache: false },
    })
    expect(await queue()).toMatch(/^retable service \S+ \d+ \d+ \d+$/)
    expect(await readFile(service.logFile, 'utf8')).toContain(
      '{"threads": 3, "batch": 2, "settings": "passive"}',
    )
  }
  expect(await queue()).toBe('')
})

test.each([
  [
    { model_type: 'unknown' },
    'runtimes/service-refused',
    'mine cannot be served: no architecture here is called unknown',
  ],
  [{ weights: 'of another' }, 'runtimes/weights', 'the server of mine has read other weights (of another)'],
])('%j is refused in one sentence', async (config, code, says) => {
  const other = await writeFakeModelFolder(path.join(directory, code.slice(9)), { config })
  await expect(start({ model: { folder: other, id: 'mine' } })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(says),
  })
  expect(await queue()).toBe('')
})

test('one that ends by itself says how', async () => {
  const service = await start()
  await fetch(`${service.address}/end`).catch(() => {})
  expect(await service.ended).toMatchObject({ code: 'runtimes/service-ended' })
  expect((await service.ended)!.message).toContain('ended with code 7')
})

test.each(['SIGKILL', 'its own end'] as const)('its owner’s end is its own: %s', async (how) => {
  const script = path.join(directory, 'owner.ts')
  const given = { model: { folder, id: 'mine' }, program: fakeProgram('fake_server') }
  await writeFile(
    script,
    `import { slurmRuntime } from ${JSON.stringify(path.join(import.meta.dirname, '../../index.ts'))}
const service = await slurmRuntime(${JSON.stringify(options())}).serve(${JSON.stringify(given)})
console.log(service.address)
${how === 'SIGKILL' ? 'setInterval(() => {}, 1000)' : ''}
`,
  )
  const owner = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(owner.stdout, 'data')) as [Buffer]
  const address = line.toString().trim()
  if (how === 'SIGKILL') {
    expect((await fetch(`${address}/health`)).status).toBe(200)
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    expect((await fetch(`${address}/health`)).status).toBe(200)
    // The next start ends it.
    await using service = await start()
    expect(service.address).not.toBe(address)
  }
  await vi.waitFor(() => expect(fetch(`${address}/health`)).rejects.toThrow('fetch failed'), {
    timeout: 30_000,
    interval: 200,
  })
})

test('what Slurm does not take is said in its words', async () => {
  const runtime = slurmRuntime({ ...options(), settings: { pollMs: 200, partition: 'nowhere' } })
  await expect(
    runtime.serve({ model: { folder, id: 'mine' }, program: fakeProgram('fake_server') }),
  ).rejects.toMatchObject({
    code: 'runtimes/slurm-refused',
    message: expect.stringMatching(/invalid partition/i),
  })
})

test('vLLM is given GPUs and a port of its node', async () => {
  const vllm = { batchInvariant: true } as const
  await using service = await start({
    server: 'vllm',
    program: fakeProgram('fake_vllm'),
    gpus: 2,
    slots: 8,
    vllm,
  })
  expect(await ask(service, 'one two')).toMatchObject({ choices: [{ message: { content: 'two one' } }] })
  expect(service.identity).toMatchObject({
    server: 'vllm 0.11.0, bfloat16, 2 GPUs, batch-invariant',
    slots: 8,
  })
  expect((await fetch(`${service.baseUrl}/models`)).status).toBe(401)
  expect((await cluster.run('squeue', '-h', '-o', '%b')).trim()).toMatch(/gpu:2$/)
})
