import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { slurmRuntime, type ModelService, type ServeOptions } from '../index.ts'
import { installedPython } from '../python/installed-python.ts'
import { fakeProgram, testCluster, writeFakeModelFolder, type TestCluster } from '../testing.ts'

let directory: string
let folder: string
let cluster: TestCluster
// A Python environment takes a while on a busy machine.
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-slurm-spread-'))
  folder = await writeFakeModelFolder(path.join(directory, 'my model "1" $(touch x)'))
  await installedPython({ lockFile: fakeProgram('fake_vllm').lockFile, what: 'nothing' }, { directory })
  cluster = await testCluster()
}, 240_000)
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
  await rm(directory, { recursive: true })
})

const serving = (more: Partial<ServeOptions> = {}): ServeOptions => ({
  model: { folder, id: 'mine' },
  ...{ server: 'vllm', program: fakeProgram('fake_vllm'), gpus: 2, nodes: 2, slots: 8 },
  ...more,
})
const runtime = () =>
  slurmRuntime({
    directory,
    settings: { pollMs: 200, host: '127.0.0.1' },
    commands: { environment: cluster.environment },
  })
async function ask({ baseUrl, key, modelName }: ModelService, content: string): Promise<string> {
  const answer = await fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: modelName, messages: [{ role: 'user', content }] }),
  })
  const { choices } = (await answer.json()) as { choices: readonly { message: { content: string } }[] }
  return choices[0]!.message.content
}
/** What a program of this test has told of itself in the log. */
async function told(logFile: string, name: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(logFile, 'utf8')).split('\n').filter((line) => line.startsWith(`{"${name}"`))
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}
/** Processes whose words name the folder of this test: Python stands in it. */
async function running(): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args'])
  return stdout.split('\n').filter((line) => line.includes(path.join(directory, 'python')))
}
/** No job, no process, and none of Ray's folders, which the logs name. */
async function nothingLeft(...logFiles: readonly string[]): Promise<void> {
  const logs = await Promise.all(logFiles.map((file) => readFile(file, 'utf8')))
  const folders = logs.map((log) => /--temp-dir=([^"]+)/.exec(log)![1]!)
  await vi.waitFor(
    async () => {
      expect(await cluster.run('squeue', '-h')).toBe('')
      expect(await running()).toEqual([])
      expect(folders.filter((name) => existsSync(name))).toEqual([])
    },
    { timeout: 40_000, interval: 300 },
  )
}

// Slurm starts and ends jobs on two nodes, each in seconds.
test('two nodes of two GPUs: one server, whose Ray is on both, and nothing is left of it', async () => {
  const service = await runtime().serve(serving())
  expect(await ask(service, 'one two')).toBe('two one')
  expect((await fetch(`${service.baseUrl}/models`)).status).toBe(401)
  expect(service.identity).toMatchObject({
    server: 'vllm 0.11.0, bfloat16, 2 GPUs on each of 2 nodes',
    slots: 8,
  })
  expect((await cluster.run('squeue', '-h', '-o', '%D %b')).trim()).toMatch(/^2 .*gpu:2$/)
  const starts = await told(service.logFile, 'ray')
  expect(starts.map(({ node }) => node).toSorted()).toEqual(['n1', 'n2'])
  const [head, worker] = starts.toSorted((a, b) => String(a['node']).localeCompare(String(b['node'])))
  const sizes = ['--num-gpus=2', '--num-cpus=1']
  expect(head!['ray']).toEqual(expect.arrayContaining(['--head', ...sizes]))
  const [{ address, host }] = (await told(service.logFile, 'address')) as [{ address: string; host: string }]
  expect(worker!['ray']).toEqual(expect.arrayContaining([`--address=${address}`, ...sizes]))
  expect([host, head!['host'], worker!['host']]).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1'])
  const log = await readFile(service.logFile, 'utf8')
  expect(log).toContain('all 2 nodes have joined\n')
  expect(log).toContain('"tensor_parallel_size": 2, "pipeline_parallel_size": 2')
  await service.stop()
  expect(await service.ended).toBeNull()
  await nothingLeft(service.logFile)
}, 120_000)

// Slurm starts and ends jobs on two nodes, each in seconds.
test('two servers on the same nodes do not meet', async () => {
  const services = await runtime().serveReplicas!(serving({ gpus: 1 }), 2)
  expect(await Promise.all(services.map((service) => ask(service, 'a b')))).toEqual(['b a', 'b a'])
  const heads = await Promise.all(services.map(({ logFile }) => told(logFile, 'address')))
  expect(new Set(heads.flat().map(({ address }) => address)).size).toBe(2)
  await Promise.all(services.map((service) => service.stop()))
  await nothingLeft(...services.map(({ logFile }) => logFile))
}, 120_000)

// Slurm starts and ends jobs on two nodes, each in seconds.
test('the server’s end is the end of all, and is told as it is of one node', async () => {
  const service = await runtime().serve(serving())
  await fetch(`${service.address}/end`).catch(() => {})
  expect(await service.ended).toMatchObject({
    code: 'runtimes/service-ended',
    message: expect.stringContaining('mine ended with code 7: the engine is dead; '),
  })
  await nothingLeft(service.logFile)
}, 120_000)

// Slurm starts and ends jobs on two nodes, each in seconds.
test('a node that is lost ends the server', async () => {
  const service = await runtime().serve(serving())
  const worker = (await told(service.logFile, 'ray')).find(({ node }) => node === 'n2')!
  process.kill(worker['pid'] as number, 'SIGKILL')
  expect(await service.ended).toMatchObject({
    code: 'runtimes/service-ended',
    message: expect.stringContaining(
      'mine ended with code 1: node 1 of the server has lost Ray, which ended the server; ',
    ),
  })
  await nothingLeft(service.logFile)
}, 120_000)

// Slurm starts and ends jobs on two nodes, each in seconds.
test('so does Ray’s end on the first', async () => {
  const service = await runtime().serve(serving())
  const head = (await told(service.logFile, 'ray')).find(({ node }) => node === 'n1')!
  process.kill(head['pid'] as number, 'SIGKILL')
  expect((await service.ended)!.message).toContain('code 1: node 0 of the server has lost Ray, which ended')
  await nothingLeft(service.logFile)
}, 120_000)

// Slurm starts and ends jobs on two nodes, each in seconds.
test('given up while it loads, nothing is left', async () => {
  const slow = await writeFakeModelFolder(path.join(directory, 'slow'), { config: { load: 60 } })
  const controller = new AbortController()
  const services = path.join(directory, 'slurm-services')
  const there = new Set(await readdir(services))
  const starting = runtime().serve(
    serving({ model: { folder: slow, id: 'slow' }, signal: controller.signal }),
  )
  const failed = expect(starting).rejects.toThrow('not needed any more')
  const logFile = await vi.waitFor(
    async () => {
      const own = (await readdir(services)).find((name) => !there.has(name))!
      const file = path.join(services, own, 'log.txt')
      expect(await readFile(file, 'utf8')).toContain('{"address": ')
      return file
    },
    { timeout: 60_000, interval: 200 },
  )
  controller.abort(new Error('not needed any more'))
  await failed
  await nothingLeft(logFile)
}, 120_000)

test('on the processor one machine serves', async () => {
  await expect(
    runtime().serve({ model: { folder, id: 'mine' }, program: fakeProgram('fake_server'), nodes: 2 }),
  ).rejects.toMatchObject({
    code: 'runtimes/service-options',
    message:
      'mine is to be served over 2 machines together, which vLLM alone does: serve it on GPUs, or on one machine',
  })
})
