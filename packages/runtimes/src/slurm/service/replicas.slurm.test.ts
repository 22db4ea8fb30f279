import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { removeStaleServices, slurmRuntime, type ModelService, type ProgramJob } from '../../index.ts'
import { installedPython } from '../../python/installed-python.ts'
import { beginSoon, fakeProgram, testCluster, writeFakeModelFolder, type TestCluster } from '../../testing.ts'

let directory: string
let base: string
let cluster: TestCluster
// A Python environment takes a while on a busy machine.
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-slurm-replicas-'))
  base = await writeFakeModelFolder(path.join(directory, 'the "base" $(touch x)'))
  await installedPython({ lockFile: fakeProgram('fake_job').lockFile, what: 'nothing' }, { directory })
  cluster = await testCluster({ maxArraySize: 2 })
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
const serves = (folder: string, id = 'mine') => ({
  model: { folder, id },
  program: fakeProgram('fake_server'),
})
const isHealthy = ({ address }: ModelService) =>
  fetch(`${address}/health`).then(
    ({ ok }) => ok,
    () => false,
  )
const stopAll = (services: readonly ModelService[]) => Promise.all(services.map((service) => service.stop()))
/** Arrays and tasks as Slurm has them, in order. */
const queue = async (format = '%i') =>
  (await cluster.run('squeue', '-h', '-r', '-o', format)).trim().split('\n').toSorted()

let folders = 0
/** A training of three steps with two servers behind it. */
async function training(holds: string, seconds: number) {
  const folder = path.join(directory, `training ${++folders}`)
  await mkdir(folder)
  // What it leaves is there already.
  await writeFakeModelFolder(path.join(folder, 'model'), { config: { architectures: ['of this test'] } })
  const told: string[] = []
  const job: ProgramJob = {
    ...{ name: 'the training', folder, program: fakeProgram('fake_job'), resultFile: 'result.json' },
    args: ['count', '3', String(seconds)],
    next: { service: serves(path.join(folder, 'model'), 'trained'), count: 2, like: base, holds },
    onProgress: ({ message }) => told.push(message),
  }
  const { ended, waiting } = slurmRuntime(options()).run(job)
  return {
    folder,
    told,
    ended,
    waiting: waiting!,
    take: () => waiting!.take(serves(path.join(folder, 'model'))),
  }
}

test('replicas are arrays that are split; each is lost, and ends, alone', async () => {
  const services = await slurmRuntime(options()).serveReplicas!(serves(base), 3)
  expect(new Set(services.map(({ address }) => address)).size).toBe(3)
  expect((await queue()).map((id) => id.replace(/^\d+/, ''))).toEqual(['_0', '_1', '_0'])
  for (const { logFile } of services) expect(await readFile(logFile, 'utf8')).toMatch(/^# .* job \d+: /)
  const [first, second, third] = services
  await fetch(`${second!.address}/end`).catch(() => {})
  expect(await second!.ended).toMatchObject({ message: expect.stringContaining('ended with code 7') })
  await first!.stop()
  expect(await Promise.all(services.map(isHealthy))).toEqual([false, false, true])
  await third!.stop()
  expect(await queue()).toEqual([''])
})

test('an array whose owner was killed is ended, all of its tasks', async () => {
  const script = path.join(directory, 'owner.ts')
  await writeFile(
    script,
    `import { slurmRuntime } from ${JSON.stringify(path.join(import.meta.dirname, '../../index.ts'))}
const services = await slurmRuntime(${JSON.stringify(options())}).serveReplicas(${JSON.stringify(serves(base))}, 2)
console.log(services.map(({ address }) => address).join())
setInterval(() => {}, 1000)
`,
  )
  const owner = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(owner.stdout, 'data')
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  expect(await queue()).toHaveLength(2)
  expect(await removeStaleServices({ environment: cluster.environment })).toBe(1)
  await vi.waitFor(async () => expect(await queue()).toEqual(['']), { timeout: 30_000, interval: 200 })
})

test('servers wait behind a training, which Slurm puts back once, and are taken when it is done', async () => {
  const { folder, told, ended, waiting, take } = await training('"steps": 3', 1)
  await vi.waitFor(() => expect(told.join()).toContain('waits in Slurm’s queue behind'), { timeout: 30_000 })
  const id = /behind job (\d+)/.exec(told.join())![1]!
  // Slurm says it once it has looked at them.
  await vi.waitFor(
    async () =>
      expect((await queue('%T %r')).filter((line) => line === 'PENDING Dependency')).toHaveLength(2),
    { timeout: 30_000, interval: 200 },
  )
  await vi.waitFor(
    async () => expect(await readFile(path.join(folder, 'log.txt'), 'utf8')).toContain('step 1'),
    {
      timeout: 30_000,
    },
  )
  await cluster.run('scontrol', 'requeue', id)
  const before = await queue()
  expect(await beginSoon(cluster, () => ended)).toEqual({ state: 'done' })
  const services = await take()
  expect(services.map(({ modelName }) => modelName)).toEqual(['trained', 'trained'])
  expect(await Promise.all(services.map(isHealthy))).toEqual([true, true])
  // They are those that have waited.
  expect(before).toEqual(expect.arrayContaining(await queue()))
  expect(await readFile(path.join(folder, 'log.txt'), 'utf8')).toContain('restart 1')
  await stopAll(services)
  await waiting.cancel()
  expect(await queue()).toEqual([''])
})

test('a server that finds another job’s result serves nothing, and others come', async () => {
  const { told, ended, take } = await training('"steps": 4', 0.3)
  await vi.waitFor(() => expect(told.join()).toContain('waits in Slurm’s queue behind'), { timeout: 30_000 })
  expect(await ended).toEqual({ state: 'done' })
  const services = await take()
  expect(services.map(({ modelName }) => modelName)).toEqual(['mine', 'mine'])
  await stopAll(services)
  expect(await queue()).toEqual([''])
})

test('a training that is given up takes them out of the queue', async () => {
  const { told, ended } = await training('"steps": 3', 30)
  await vi.waitFor(() => expect(told.join()).toContain('waits in Slurm’s queue behind'), { timeout: 30_000 })
  await cluster.run('scancel', '--batch', '--signal=TERM', /behind job (\d+)/.exec(told.join())![1]!)
  await cluster.run('scancel', /behind job (\d+)/.exec(told.join())![1]!)
  expect(await ended).toEqual({ state: 'stopped' })
  expect(await queue()).toEqual([''])
})
