import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeProgram } from '../../testing/fake-program.ts'
import type { ProgramJob } from '../../job.ts'
import { slurmContext } from '../slurm-context.ts'
import type { SlurmSettings } from '../slurm-settings.ts'
import { fakeSlurm, type FakeJob } from '../testing/fake-slurm.ts'
import { runSlurmJob } from './run-slurm-job.ts'
import { jobComment } from './slurm-record.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-slurm-job-'))
})
afterEach(() => rm(folder, { recursive: true }))

const silent = { exitCode: 1, stdout: '', stderr: 'Unable to contact slurm controller (connect failure)' }
const disabled = { exitCode: 1, stdout: '', stderr: 'Slurm accounting storage is disabled' }
const accounts = (line: string) => ({ exitCode: 0, stdout: line, stderr: '' })

function start(settings: SlurmSettings = {}, more: Partial<ProgramJob> = {}) {
  const slurm = fakeSlurm({ commentOf: () => jobComment(folder) })
  const told: string[] = []
  const job: ProgramJob = {
    ...{ name: 'train', folder, program: fakeProgram('fake_job'), args: [], resultFile: 'result.json' },
    onProgress: ({ message }) => told.push(message),
    ...more,
  }
  const context = slurmContext({
    directory: folder,
    call: slurm.call,
    settings: { pollMs: 5, unknownMs: 300, restarts: 2, ...settings },
  })
  const run = () => runSlurmJob(job, context, () => Promise.resolve('#!/bin/sh\n'))
  return { slurm, told, run, ended: run() }
}
const submitted = (slurm: ReturnType<typeof fakeSlurm>, id = '1') =>
  vi.waitFor(() => slurm.jobs.get(id) ?? expect.fail('not submitted'), {
    interval: 5,
    timeout: 20_000,
  })
const untilKept = () =>
  vi.waitFor(
    async () =>
      expect(JSON.parse(await readFile(path.join(folder, 'slurm.json'), 'utf8'))).toMatchObject({ id: '1' }),
    { timeout: 20_000 },
  )
const leaveResult = () => writeFile(path.join(folder, 'result.json'), '{}')

test.each([
  ['sacct is absent', disabled],
  ['sacct says nothing yet', accounts('')],
  ['sacct is late', accounts('1|RUNNING|0:0\n')],
  ['sacct takes it for a failure', accounts('1|FAILED|1:0\n')],
])('gone from Slurm with its result there, it is done: %s', async (_, answer) => {
  const { slurm, ended } = start()
  await submitted(slurm)
  await leaveResult()
  slurm.answers = (command) => (command === 'sacct' ? answer : undefined)
  slurm.jobs.clear()
  expect(await ended).toEqual({ state: 'done' })
})

test.each([disabled, accounts(''), accounts('1|RUNNING|0:0\n')])(
  'gone from Slurm without a result, it is neither done nor failed: %j',
  async (answer) => {
    const { slurm, ended, told } = start()
    await submitted(slurm)
    slurm.answers = (command) => (command === 'sacct' ? answer : undefined)
    slurm.jobs.clear()
    await expect(ended).rejects.toMatchObject({
      code: 'runtimes/slurm-unknown',
      message: expect.stringMatching(/no longer knows job 1.*how it ended cannot be told/),
    })
    expect(told.join()).toContain('knows nothing of job 1 at present, and is asked again')
    // Asked again many times, and not only once.
    expect(slurm.calls.filter(([command]) => command === 'squeue').length).toBeGreaterThan(5)
  },
)

test('what sacct says late is heard', async () => {
  const { slurm, ended } = start()
  await submitted(slurm)
  await appendFile(path.join(folder, 'log.txt'), 'row 7 has no chosen\n')
  slurm.jobs.clear()
  setTimeout(() => {
    slurm.answers = (command) => (command === 'sacct' ? accounts('1|FAILED|65:0\n') : undefined)
  }, 100)
  expect(await ended).toEqual({
    state: 'failed',
    exitCode: 65,
    signal: null,
    sentence: 'row 7 has no chosen',
  })
})

test('a controller that does not answer is asked again, for as long as that takes', async () => {
  const { slurm, ended, told } = start()
  const job = await submitted(slurm)
  slurm.answers = () => silent
  await vi.waitFor(() => expect(told.join()).toContain('Slurm does not answer at present'))
  // Longer than it may know nothing of a job.
  await new Promise((resolve) => setTimeout(resolve, 500))
  slurm.answers = () => undefined
  job.state = 'FAILED'
  job.exit = 65 << 8
  expect(await ended).toMatchObject({ state: 'failed', exitCode: 65 })
})

test('a submission whose answer is lost is looked for, and not made twice', async () => {
  const { slurm, ended } = start()
  let lost = 0
  slurm.answers = (command, args) => {
    if (command !== 'sbatch' || lost++ > 0) return undefined
    slurm.answers = () => undefined
    void slurm.call(command, args)
    return {
      exitCode: 1,
      stdout: '',
      stderr: 'sbatch: error: Batch job submission failed: Socket timed out on send/recv operation',
    }
  }
  const job = await submitted(slurm)
  await untilKept()
  await leaveResult()
  job.state = 'COMPLETED'
  expect(await ended).toEqual({ state: 'done' })
  expect(slurm.jobs.size).toBe(1)
})

test.each(['NODE_FAIL', 'PREEMPTED', 'TIMEOUT', 'BOOT_FAIL'])(
  '%s: it is submitted again, and goes on',
  async (state) => {
    const { slurm, ended } = start()
    Object.assign(await submitted(slurm), { state })
    const again = await submitted(slurm, '2')
    await leaveResult()
    again.state = 'COMPLETED'
    expect(await ended).toEqual({ state: 'done' })
  },
)

const ends = async (
  slurm: ReturnType<typeof fakeSlurm>,
  count: number,
  each: (id: number) => Promise<void>,
) => {
  for (let id = 1; id <= count; id++) {
    const job = await submitted(slurm, String(id))
    await each(id)
    job.state = 'TIMEOUT'
  }
}
const checkpoint = async (step: number) => {
  await mkdir(path.join(folder, `checkpoint-${step}`))
  await writeFile(path.join(folder, `checkpoint-${step}`, 'complete.json'), '{}')
}

test('submitted again and again without a new checkpoint, it is given up', async () => {
  const { slurm, ended } = start()
  await ends(slurm, 3, async (id) => {
    // One without its marker is none.
    await mkdir(path.join(folder, `checkpoint-${id}`))
  })
  expect(await ended).toMatchObject({
    state: 'failed',
    sentence: expect.stringContaining('it was started 3 times without'),
  })
  // None is submitted to be taken away again.
  expect(slurm.jobs.size).toBe(3)
})

test('two processes that wait for one job submit it again once', async () => {
  const { slurm, ended, run } = start()
  const job = await submitted(slurm)
  await untilKept()
  const other = run()
  await new Promise((resolve) => setTimeout(resolve, 50))
  // One finds the queue empty just before the other submits.
  let looks = 0
  slurm.answers = (command, args) =>
    command === 'squeue' && args.some((arg) => arg.startsWith('--format=')) && looks++ < 2
      ? { exitCode: 0, stdout: '', stderr: '' }
      : undefined
  job.state = 'NODE_FAIL'
  const again = await submitted(slurm, '2')
  await new Promise((resolve) => setTimeout(resolve, 300))
  await leaveResult()
  for (const each of slurm.jobs.values()) if (each !== job) each.state = 'COMPLETED'
  expect(await Promise.all([ended, other])).toEqual([{ state: 'done' }, { state: 'done' }])
  expect([again.state, slurm.jobs.size]).toEqual(['COMPLETED', 2])
})

test('its time is up though no line of its log told of its start', async () => {
  const { slurm, ended, told } = start({}, { timeoutMs: 60_000, graceMs: 10 })
  const job = await submitted(slurm)
  Object.assign(job, { state: 'RUNNING', used: '2:00' })
  expect(await ended).toEqual({ state: 'timed out' })
  expect(told).toContain('starts train')
})

test('its time is up where it was found by its comment alone', async () => {
  const { slurm, run, ended } = start({}, { timeoutMs: 5000, graceMs: 10 })
  Object.assign(await submitted(slurm), { state: 'RUNNING', used: '0:10' })
  // Its own line in the log is waited for.
  await untilKept()
  await rm(path.join(folder, 'slurm.json'))
  expect(await run()).toEqual({ state: 'timed out' })
  await ended
})

test('ended with code 75 at its limit, and told by sacct alone, it goes on', async () => {
  const { slurm, ended } = start()
  await submitted(slurm)
  await untilKept()
  slurm.jobs.set('1', { ...slurm.jobs.get('1')!, state: 'GONE' })
  slurm.answers = (command, args) =>
    command === 'sacct'
      ? args.some((arg) => arg.includes('ElapsedRaw,TimelimitRaw'))
        ? accounts('1|FAILED|75:0|3500|60\n')
        : accounts('1|FAILED|75:0\n')
      : undefined
  const again = await submitted(slurm, '2')
  await leaveResult()
  again.state = 'COMPLETED'
  expect(await ended).toEqual({ state: 'done' })
})

test('cancelled after an answer was lost, the job that Slurm has taken leaves the queue', async () => {
  const controller = new AbortController()
  const { slurm, ended } = start({}, { signal: controller.signal })
  slurm.answers = (command, args) => {
    if (command !== 'sbatch') return undefined
    slurm.answers = () => undefined
    void slurm.call(command, args)
    controller.abort()
    return { exitCode: 1, stdout: '', stderr: 'Socket timed out on send/recv operation' }
  }
  expect(await ended).toEqual({ state: 'cancelled' })
  expect([...slurm.jobs.values()].map(({ state }) => state)).toEqual(['CANCELLED'])
})

test('with a new checkpoint each time, it goes on as often as it takes', async () => {
  const { slurm, ended } = start()
  await ends(slurm, 6, checkpoint)
  const job = await submitted(slurm, '7')
  await leaveResult()
  job.state = 'COMPLETED'
  expect(await ended).toEqual({ state: 'done' })
})

test('put back by Slurm itself without end, it is given up and leaves the queue', async () => {
  const { slurm, ended } = start()
  const job = await submitted(slurm)
  const again = setInterval(() => job.restarts++, 30)
  expect(await ended).toMatchObject({ state: 'failed', sentence: expect.stringContaining('is given up') })
  clearInterval(again)
  expect(job.state).toBe('CANCELLED')
})

test.each([
  [{ state: 'FAILED', exit: 75 << 8 }, { state: 'stopped' }],
  [{ state: 'CANCELLED', exit: 0 }, { state: 'stopped' }],
  [
    { state: 'OUT_OF_MEMORY', exit: 9 },
    { state: 'failed', signal: 'SIGKILL', sentence: expect.stringContaining('out of memory') },
  ],
  [
    { state: 'COMPLETED', exit: 0 },
    { state: 'failed', exitCode: 0, sentence: 'it ended as if it were done, and left no result.json' },
  ],
] as const)('%j without a result', async (end: Partial<FakeJob>, meant) => {
  const { slurm, ended } = start()
  Object.assign(await submitted(slurm), end)
  expect(await ended).toMatchObject(meant)
})

test('cancelled while it waits, it leaves the queue', async () => {
  const controller = new AbortController()
  const { slurm, ended } = start({}, { signal: controller.signal })
  const job = await submitted(slurm)
  controller.abort()
  expect(await ended).toEqual({ state: 'cancelled' })
  expect(job.state).toBe('CANCELLED')
})

test('its id is kept in its folder, and its script is for its owner alone', async () => {
  const { slurm, ended } = start()
  const job = await submitted(slurm)
  await untilKept()
  expect((await stat(path.join(folder, 'job.sbatch'))).mode & 0o77).toBe(0)
  await leaveResult()
  job.state = 'COMPLETED'
  await ended
})
