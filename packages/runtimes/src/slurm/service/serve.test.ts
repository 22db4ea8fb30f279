import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ModelService, ServeOptions } from '../../index.ts'
import { writeFakeModelFolder } from '../../testing/fake-model-folder.ts'
import { slurmRuntime } from '../slurm-runtime.ts'
import { submitLimit } from '../testing/fake-slurm.ts'
import { servingSlurm } from '../testing/serving-slurm.ts'

let directory: string
let folder: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-replicas-'))
  folder = await writeFakeModelFolder(path.join(directory, 'model'))
})
afterEach(() => rm(directory, { recursive: true }))

type Serving = Awaited<ReturnType<typeof servingSlurm>>
const replicas = ({ slurm }: Serving, count: number, more: Partial<ServeOptions> = {}) =>
  slurmRuntime({ directory, call: slurm.call, settings: { pollMs: 5 } }).serveReplicas!(
    { model: { folder, id: 'mine' }, server: 'vllm', vllm: { python: '/usr/bin/python3' }, gpus: 1, ...more },
    count,
  )
const submitted = ({ slurm }: Serving) =>
  slurm.calls.filter(([command]) => command === 'sbatch').map((words) => words.slice(2, -1).join(' '))
const untilSubmitted = (serving: Serving, jobs: number) =>
  vi.waitFor(() => expect(serving.slurm.jobs.size).toBe(jobs), { interval: 5, timeout: 20_000 })
const isEnded = ({ ended }: ModelService) => Promise.race([ended.then(() => true), Promise.resolve(false)])

test('replicas are one array, each with a folder, an address and a log of its own', async () => {
  await using serving = await servingSlurm()
  const starting = replicas(serving, 3)
  await untilSubmitted(serving, 1)
  expect(submitted(serving)).toEqual(['--array=0-2'])
  const array = serving.slurm.jobs.get('1')!
  serving.begin(array)
  const services = await starting
  const place = path.dirname(array.script)
  expect(services.map(({ logFile }) => logFile)).toEqual([0, 1, 2].map((task) => `${place}/${task}/log.txt`))
  const script = await readFile(array.script, 'utf8')
  expect(script).toContain('#SBATCH --no-requeue\n')
  expect(script).toMatch(
    new RegExp(
      `\nRETABLE_TASK=\\$\\(\\(0 \\+ SLURM_ARRAY_TASK_ID\\)\\)\n\\. ${place}/"\\$RETABLE_TASK"/program.sh\n$`,
    ),
  )
  const program = await readFile(path.join(place, '1/program.sh'), 'utf8')
  expect(program).toContain(`cd ${place}/1 || exit 70\n`)
  expect(program).toMatch(/export VLLM_API_KEY=[\da-f]{48}\n/)
  expect((await stat(path.join(place, '1/program.sh'))).mode & 0o77).toBe(0)
  for (const service of services) await service.stop()
})

test('one that is lost is told alone, and one that is stopped leaves the others', async () => {
  await using serving = await servingSlurm()
  const starting = replicas(serving, 3)
  await untilSubmitted(serving, 1)
  const array = serving.slurm.jobs.get('1')!
  serving.begin(array)
  const [first, second, third] = await starting
  array.exit = 7 << 8
  array.tasks.set(1, 'NODE_FAIL')
  expect(await second!.ended).toMatchObject({ code: 'runtimes/service-ended' })
  await first!.stop()
  expect([await first!.ended, await isEnded(third!)]).toEqual([null, false])
  expect([...array.tasks]).toEqual([
    [1, 'NODE_FAIL'],
    [0, 'CANCELLED'],
  ])
  await third!.stop()
})

test('an array that Slurm would not take is split, and its tasks count on', async () => {
  await using serving = await servingSlurm({ maxArraySize: 2 })
  const starting = replicas(serving, 5)
  await untilSubmitted(serving, 3)
  expect(submitted(serving)).toEqual(['--array=0-1', '--array=0-1', '--array=0'])
  const [, , third] = serving.slurm.jobs.values()
  expect(await readFile(third!.script, 'utf8')).toContain('RETABLE_TASK=$((4 + SLURM_ARRAY_TASK_ID))\n')
  // Each is found by a comment of its own.
  expect(new Set([...serving.slurm.jobs.values()].map(({ comment }) => comment)).size).toBe(3)
  for (const job of serving.slurm.jobs.values()) serving.begin(job)
  const services = await starting
  expect(new Set(services.map(({ logFile }) => logFile)).size).toBe(5)
  for (const service of services) await service.stop()
})

test('where one does not begin none is left', async () => {
  await using serving = await servingSlurm()
  const starting = replicas(serving, 2)
  const failed = expect(starting).rejects.toMatchObject({ code: 'runtimes/service-ended' })
  await untilSubmitted(serving, 1)
  const array = serving.slurm.jobs.get('1')!
  array.exit = 7 << 8
  array.tasks.set(1, 'FAILED')
  await failed
  expect(array.tasks.get(0)).toBe('CANCELLED')
})

test('given up between the parts of an array, the first leaves the queue', async () => {
  await using serving = await servingSlurm({ maxArraySize: 2 })
  const controller = new AbortController()
  serving.slurm.answers = (command) =>
    command === 'sbatch' && serving.slurm.jobs.size === 1 ? submitLimit : undefined
  const onProgress = () => controller.abort(new Error('not needed any more'))
  const starting = replicas(serving, 3, {
    signal: controller.signal,
    onProgress: ({ message }) => void (/takes no more jobs/.test(message) && onProgress()),
  })
  await expect(starting).rejects.toThrow('not needed any more')
  expect(serving.slurm.jobs.get('1')!.state).toBe('CANCELLED')
})

test('one server is no array', async () => {
  await using serving = await servingSlurm()
  const starting = replicas(serving, 1)
  await untilSubmitted(serving, 1)
  expect(submitted(serving)).toEqual([''])
  serving.begin(serving.slurm.jobs.get('1')!)
  const [service] = await starting
  await service!.stop()
})
