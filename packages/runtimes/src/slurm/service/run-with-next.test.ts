import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ProgramJob, ServeOptions } from '../../index.ts'
import { fakeProgram } from '../../testing/fake-program.ts'
import { writeFakeModelFolder } from '../../testing/fake-model-folder.ts'
import { jobComment } from '../job/slurm-record.ts'
import { slurmContext } from '../slurm-context.ts'
import { submitLimit } from '../testing/fake-slurm.ts'
import { servingSlurm, type ServingSlurm } from '../testing/serving-slurm.ts'
import { runWithNext } from './run-with-next.ts'

let directory: string
let folder: string
let like: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-next-'))
  folder = path.join(directory, 'training')
  await mkdir(folder)
  like = await writeFakeModelFolder(path.join(directory, 'base'))
})
afterEach(() => rm(directory, { recursive: true }))

const vllm = { server: 'vllm', vllm: { python: '/usr/bin/python3' }, gpus: 1 } as const
const trained = (id: string): ServeOptions => ({ model: { folder: path.join(folder, 'model'), id }, ...vllm })
const holds = 'a'.repeat(64)

/** A training with two servers behind it. */
function start({ slurm }: ServingSlurm, more: Partial<ProgramJob> = {}) {
  const told: string[] = []
  const job: ProgramJob = {
    ...{
      name: 'the training',
      folder,
      program: fakeProgram('fake_job'),
      args: [],
      resultFile: 'result.json',
    },
    next: { service: trained('trained'), count: 2, like, holds },
    onProgress: ({ message }) => told.push(message),
    graceMs: 5,
    ...more,
  }
  const settings = { pollMs: 5, restarts: 2 }
  const context = slurmContext({ directory, call: slurm.call, settings })
  const script = `#!/bin/sh\n#SBATCH --comment="${jobComment(folder)}"\n`
  return { told, ...runWithNext(job, context, () => Promise.resolve(script)) }
}
const submitted = ({ slurm }: ServingSlurm) =>
  slurm.calls.filter(([command]) => command === 'sbatch').map((words) => words.slice(2, -1).join(' '))
const until = (serving: ServingSlurm, jobs: number) =>
  vi.waitFor(() => expect(serving.slurm.jobs.size).toBe(jobs), { interval: 5, timeout: 20_000 })
const jobOf = ({ slurm }: ServingSlurm, id: number) => slurm.jobs.get(String(id))!
const statesOf = ({ slurm }: ServingSlurm) =>
  [...slurm.jobs.values()].map(({ state, tasks }) => (tasks.size === 2 ? tasks.get(0)! : state))
async function leave(serving: ServingSlurm, id = 1, state = 'COMPLETED') {
  await writeFakeModelFolder(path.join(folder, 'model'))
  await writeFile(path.join(folder, 'result.json'), JSON.stringify({ job: holds }))
  jobOf(serving, id).state = state
}
const behind = (id: number) => `--dependency=afterok:${id} --kill-on-invalid-dep=yes --array=0-1`

test('servers wait behind the training, look for its result, and are taken when it is done', async () => {
  await using serving = await servingSlurm()
  const { ended, waiting, told } = start(serving)
  await until(serving, 2)
  expect(submitted(serving)).toEqual(['', behind(1)])
  const place = path.dirname(jobOf(serving, 2).script)
  const program = await readFile(path.join(place, '0/program.sh'), 'utf8')
  const needs = program.indexOf(`\nneeds ${folder}/result.json ${holds}\n`)
  expect(needs).toBeGreaterThan(program.indexOf('exec >>./log.txt'))
  expect(needs).toBeLessThan(program.indexOf('address.json'))
  expect(program).toContain(`--chat-template ${folder}/model/chat_template.jinja`)
  expect(program).toContain('--max-model-len 64 ')
  await vi.waitFor(() => expect(told.join()).toContain('waits in Slurm’s queue behind job 1, as job 2'))
  await leave(serving)
  expect(await ended).toEqual({ state: 'done' })
  const taking = waiting!.take(trained('model-0123'))
  serving.begin(jobOf(serving, 2))
  const services = await taking
  expect(services.map(({ modelName }) => modelName)).toEqual(['trained', 'trained'])
  expect(services[0]!.identity.weightsSha256).toMatch(/^[\da-f]{64}$/)
  // Those that were taken stay.
  await waiting!.cancel()
  expect(statesOf(serving)).toEqual(['COMPLETED', 'RUNNING'])
  expect(submitted(serving)).toHaveLength(2)
  await Promise.all(services.map((service) => service.stop()))
})

test('a training that is submitted again has new servers behind it', async () => {
  await using serving = await servingSlurm()
  const { ended, waiting } = start(serving)
  await until(serving, 2)
  jobOf(serving, 1).state = 'NODE_FAIL'
  await until(serving, 4)
  expect(submitted(serving)).toEqual(['', behind(1), '', behind(3)])
  expect(statesOf(serving)).toEqual(['NODE_FAIL', 'CANCELLED', 'PENDING', 'PENDING'])
  await leave(serving, 3)
  expect(await ended).toEqual({ state: 'done' })
  await waiting!.cancel()
  expect(statesOf(serving).slice(3)).toEqual(['CANCELLED'])
})

test.each([
  ['stay in the queue, they stay', false],
  ['were cancelled by it, they come again', true],
])('put back by Slurm itself, a training keeps its id: where its servers %s', async (_, isCancelled) => {
  await using serving = await servingSlurm()
  const { ended } = start(serving)
  await until(serving, 2)
  if (isCancelled) jobOf(serving, 2).state = 'CANCELLED'
  jobOf(serving, 1).restarts = 1
  if (isCancelled) await until(serving, 3)
  else await vi.waitFor(() => expect(serving.slurm.calls.join(' ')).toContain('2_0,2_1'))
  expect(submitted(serving)).toEqual(isCancelled ? ['', behind(1), behind(1)] : ['', behind(1)])
  jobOf(serving, 1).state = 'FAILED'
  jobOf(serving, 1).exit = 65 << 8
  await ended
  expect(statesOf(serving).slice(1)).not.toContain('PENDING')
})

test.each(['fails', 'is cancelled'])('a training that %s takes them out of the queue', async (how) => {
  await using serving = await servingSlurm()
  const controller = new AbortController()
  const { ended, told } = start(serving, { signal: controller.signal })
  await until(serving, 2)
  await vi.waitFor(() => expect(told.join()).toContain('as job 2'))
  if (how === 'fails') Object.assign(jobOf(serving, 1), { state: 'FAILED', exit: 65 << 8 })
  else controller.abort()
  expect((await ended).state).toBe(how === 'fails' ? 'failed' : 'cancelled')
  expect(jobOf(serving, 2).state).toBe('CANCELLED')
  expect(serving.slurm.jobs.size).toBe(2)
})

test.each([
  ['Slurm cancels them, since it takes the training for failed', { state: 'CANCELLED' }],
  ['Slurm leaves them, though they can never begin', { reason: 'DependencyNeverSatisfied' }],
  ['their node does not see the result', { state: 'FAILED', exit: 69 << 8 }],
])('where %s, others are submitted when it is done', async (_, end) => {
  await using serving = await servingSlurm()
  const { ended, waiting } = start(serving)
  await until(serving, 2)
  await leave(serving, 1, 'FAILED')
  expect(await ended).toEqual({ state: 'done' })
  const taking = waiting!.take(trained('model-0123'))
  // Seen while they are waited for.
  await vi.waitFor(() => expect(serving.slurm.calls.join(' ')).toContain('2_0'))
  Object.assign(jobOf(serving, 2), end)
  await until(serving, 3)
  expect(submitted(serving)[2]).toBe('--array=0-1')
  serving.begin(jobOf(serving, 3))
  const services = await taking
  expect(services.map(({ modelName }) => modelName)).toEqual(['model-0123', 'model-0123'])
  await Promise.all(services.map((service) => service.stop()))
  expect(statesOf(serving).slice(1)).not.toContain('PENDING')
})

test('a server that fails by itself is told of, and not tried twice', async () => {
  await using serving = await servingSlurm()
  const { ended, waiting } = start(serving)
  await until(serving, 2)
  await leave(serving)
  await ended
  const taking = expect(waiting!.take(trained('model-0123'))).rejects.toMatchObject({
    code: 'runtimes/service-refused',
  })
  await vi.waitFor(() => expect(serving.slurm.calls.join(' ')).toContain('2_0'))
  jobOf(serving, 2).exit = 65 << 8
  jobOf(serving, 2).tasks.set(1, 'FAILED')
  await taking
  expect(serving.slurm.jobs.size).toBe(2)
  expect(jobOf(serving, 2).tasks.get(0)).toBe('CANCELLED')
})

test('a model that is to be served otherwise than was thought is served anew', async () => {
  await using serving = await servingSlurm({}, 32)
  const { ended, waiting } = start(serving)
  await until(serving, 2)
  await leave(serving)
  await ended
  await writeFakeModelFolder(path.join(folder, 'model'), { config: { max_position_embeddings: 32 } })
  const taking = waiting!.take(trained('model-0123'))
  await until(serving, 3)
  expect(jobOf(serving, 2).state).toBe('CANCELLED')
  serving.begin(jobOf(serving, 3))
  const services = await taking
  await Promise.all(services.map((service) => service.stop()))
})

test('its owner was killed: the next one finds the training, and puts servers of its own behind it', async () => {
  await using serving = await servingSlurm()
  const first = start(serving)
  await until(serving, 2)
  await vi.waitFor(() => expect(first.told.join()).toContain('as job 2'))
  // Killed, it would ask nothing more.
  jobOf(serving, 1).state = 'RUNNING'
  const gone = jobOf(serving, 2) as { comment: string }
  gone.comment = `retable service ${hostname()} 4194305 7 1 0`
  const second = start(serving)
  await until(serving, 3)
  expect(submitted(serving)).toEqual(['', behind(1), behind(1)])
  expect(jobOf(serving, 2).state).toBe('CANCELLED')
  await leave(serving)
  expect(await second.ended).toEqual({ state: 'done' })
  await Promise.all([first.waiting!.cancel(), second.waiting!.cancel()])
})

test('where Slurm takes no more, the training goes on, and its servers are submitted after it', async () => {
  await using serving = await servingSlurm()
  serving.slurm.answers = (command) =>
    command === 'sbatch' && serving.slurm.jobs.size === 1 ? submitLimit : undefined
  const { ended, waiting, told } = start(serving)
  await vi.waitFor(() => expect(told.join()).toContain('Slurm takes no more jobs at present'))
  await leave(serving)
  expect(await ended).toEqual({ state: 'done' })
  serving.slurm.answers = () => undefined
  const taking = waiting!.take(trained('model-0123'))
  await until(serving, 2)
  expect(submitted(serving).at(-1)).toBe('--array=0-1')
  serving.begin(jobOf(serving, 2))
  await Promise.all((await taking).map((service) => service.stop()))
})

test('what Slurm refuses to let wait is told of, and the training goes on', async () => {
  await using serving = await servingSlurm()
  serving.slurm.answers = (command, args) =>
    command === 'sbatch' && args.some((word) => word.startsWith('--dependency'))
      ? {
          exitCode: 1,
          stdout: '',
          stderr: 'sbatch: error: Batch job submission failed: Job dependency problem',
        }
      : undefined
  const { ended, told } = start(serving)
  await vi.waitFor(() => expect(told.join()).toContain('submitted after it: Slurm does not take the job'))
  await leave(serving)
  expect(await ended).toEqual({ state: 'done' })
})

test('behind what is done nothing waits', async () => {
  await using serving = await servingSlurm()
  await writeFile(path.join(folder, 'result.json'), '{}')
  const { ended, waiting } = start(serving)
  expect(await ended).toEqual({ state: 'done' })
  await waiting!.cancel()
  expect(serving.slurm.jobs.size).toBe(0)
  expect(existsSync(path.join(directory, 'slurm-services'))).toBe(false)
})
