import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Clock } from '../clock.ts'
import { fakeSlurm, numbersOf, submitLimit, type FakeJob, type FakeSlurm } from '../testing/fake-slurm.ts'
import type { GraphOptions } from './graph-context.ts'
import type { GraphJob } from './job-graph.ts'
import { submitGraph } from './submit-graph.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'retable-graph-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

/** Time passes when it is waited for. */
function fastClock(): Clock {
  let now = 0
  return {
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      now += ms
      await delay(1)
    },
  }
}
const job = (id: string, after: readonly string[] = [], more: Partial<GraphJob> = {}): GraphJob => ({
  ...{ id, after, script: 'true', folder: path.join(directory, id) },
  ...more,
})
const submitTo = (slurm: FakeSlurm, jobs: readonly GraphJob[], more: Partial<GraphOptions> = {}) =>
  submitGraph(jobs, {
    ...{ directory, call: slurm.call, clock: fastClock(), settings: { pollMs: 1000 } },
    ...more,
  })
function finish(fake: FakeJob): void {
  const folder = path.dirname(fake.script)
  const first = Number(/job-(\d+)/.exec(fake.script)?.[1] ?? 0)
  const folders =
    fake.array === undefined
      ? [folder]
      : numbersOf(fake.array).map((task) => path.join(folder, String(first + task)))
  for (const each of folders) {
    mkdirSync(each, { recursive: true })
    writeFileSync(path.join(each, 'result.json'), '{}')
  }
  fake.state = 'COMPLETED'
}
/** A Slurm that runs what waits for nothing as soon as it is submitted. */
const quickSlurm = (options: Parameters<typeof fakeSlurm>[0] = {}) =>
  fakeSlurm({ ...options, onSubmit: (fake) => setImmediate(() => finish(fake)) })

test('dependencies are said to Slurm, with the option that cancels what can never begin', async () => {
  const slurm = quickSlurm()
  const jobs = [job('c', ['a', 'b']), job('a'), job('b', ['a'])]
  const ends = await submitTo(slurm, jobs).ended
  expect([...ends.values()].map(({ state }) => state)).toEqual(['done', 'done', 'done'])
  const words = slurm.calls
    .filter(([command]) => command === 'sbatch')
    .map((call) => call.slice(2, -1).join(' '))
  expect(words).toEqual([
    '',
    '--dependency=afterok:1 --kill-on-invalid-dep=yes',
    '--dependency=afterok:1:2 --kill-on-invalid-dep=yes',
  ])
  const script = await readFile(path.join(directory, 'c/job.sbatch'), 'utf8')
  expect(script).toMatch(
    new RegExp(`needs ${directory}/a/result.json\nneeds ${directory}/b/result.json\ntrue\n$`),
  )
  expect(script).toMatch(/^#!\/bin\/sh\n#SBATCH --requeue\n/)
  expect(script).toContain('#SBATCH --export=NONE\n#SBATCH --signal=B:TERM@120\n')
  expect((await stat(path.join(directory, 'c/job.sbatch'))).mode & 0o77).toBe(0)
})

test.each([11, 1001])('arrays are split where indices would reach MaxArraySize, %i', async (maxArraySize) => {
  const slurm = quickSlurm({ maxArraySize })
  await submitTo(slurm, [job('shards', [], { array: 25 })]).ended
  expect([...slurm.jobs.values()].map(({ array }) => array).toSorted()).toEqual(
    maxArraySize === 11 ? ['0-10', '0-10', '0-2'] : ['0-24'],
  )
})

test('only tasks without a result are submitted again', async () => {
  const shards = job('shards', [], { array: 9 })
  for (const task of [0, 1, 4, 8]) {
    mkdirSync(path.join(shards.folder, String(task)), { recursive: true })
    writeFileSync(path.join(shards.folder, String(task), 'result.json'), '{}')
  }
  const slurm = quickSlurm()
  await submitTo(slurm, [shards]).ended
  expect(slurm.jobs.get('1')!.array).toBe('2-3,5-7')
})

test('what can never begin is cancelled by its reason, where Slurm leaves it in the queue', async () => {
  const slurm = fakeSlurm({
    onSubmit(fake, id) {
      if (id === '1') fake.state = 'FAILED'
      if (id === '1') fake.exit = 65 << 8
      else fake.reason = 'DependencyNeverSatisfied'
    },
  })
  const ends = await submitTo(slurm, [job('a'), job('b', ['a'])]).ended
  expect(ends.get('b')).toEqual({ state: 'blocked', by: 'a' })
  expect(slurm.jobs.get('2')!.state).toBe('CANCELLED')
})

test.each([
  ['at once', (fake: FakeJob) => Object.assign(fake, { state: 'CANCELLED' })],
  ['never', () => {}],
])(
  'a failed node: the job is submitted again, and so is what waited for it, which Slurm cancels %s',
  async (_, cancel) => {
    const slurm = fakeSlurm({
      onSubmit(fake, id) {
        if (id === '1') fake.state = 'NODE_FAIL'
        else if (id === '2') cancel(fake)
        else setImmediate(() => finish(fake))
      },
    })
    const ends = await submitTo(slurm, [job('a'), job('b', ['a'])]).ended
    expect([...ends.values()]).toEqual([{ state: 'done' }, { state: 'done' }])
    expect(slurm.jobs.get('4')!.after).toEqual(['3'])
    expect(slurm.jobs.get('2')!.state).toBe('CANCELLED')
  },
)

// One that Slurm restarts has just begun once more when that is seen.
test.each([
  ['node failures', 4],
  ['restarts by Slurm', 5],
] as const)('without a new checkpoint it is given up: %s', async (kind, starts) => {
  const slurm = fakeSlurm({
    onSubmit: (fake) => Object.assign(fake, kind === 'node failures' ? { state: 'NODE_FAIL' } : {}),
  })
  const again = setInterval(() => void (slurm.jobs.has('1') && slurm.jobs.get('1')!.restarts++), 20)
  const ends = await submitTo(slurm, [job('a'), job('b', ['a'])]).ended
  clearInterval(again)
  expect(ends.get('a')).toMatchObject({
    state: 'failed',
    sentence: expect.stringContaining(`it was started ${starts} times without a new checkpoint`),
  })
  expect(ends.get('b')).toEqual({ state: 'blocked', by: 'a' })
  expect([...slurm.jobs.values()].filter(({ state }) => state === 'PENDING')).toEqual([])
})

test('what Slurm has forgotten is asked for again, and then said to be unknown', async () => {
  const slurm = fakeSlurm({ onSubmit: (_, id) => setImmediate(() => slurm.jobs.delete(id)) })
  const ends = await submitTo(slurm, [job('a'), job('b', ['a'])], {
    settings: { pollMs: 1000, unknownMs: 60_000 },
  }).ended
  expect(ends.get('a')).toEqual({ state: 'unknown' })
  expect(slurm.calls.filter(([command]) => command === 'sacct').length).toBeGreaterThan(50)
})

test('where Slurm takes no more, the rest waits', async () => {
  const slurm = quickSlurm()
  let refused = 0
  slurm.answers = (command) =>
    command === 'sbatch' && slurm.jobs.size === 2 && refused++ < 3 ? submitLimit : undefined
  const told: string[] = []
  const ends = await submitTo(slurm, [job('a'), job('b', ['a']), job('c', ['b']), job('d', ['c'])], {
    onMessage: (message) => told.push(message),
  }).ended
  expect([...ends.values()].every(({ state }) => state === 'done')).toBe(true)
  expect(told).toContain('Slurm takes no more jobs at present: the rest of the graph waits')
})

test('Ctrl-C in the middle of submissions: what was submitted by then leaves the queue', async () => {
  const controller = new AbortController()
  const slurm = fakeSlurm({ onSubmit: (_, id) => void (id === '5' && controller.abort()) })
  const chain = Array.from({ length: 10 }, (_, index) =>
    job(`j${index}`, index === 0 ? [] : [`j${index - 1}`]),
  )
  const ends = await submitTo(slurm, chain, { signal: controller.signal, graceMs: 10 }).ended
  expect([...ends.values()].every(({ state }) => state === 'cancelled')).toBe(true)
  expect([...slurm.jobs.values()].map(({ state }) => state)).toEqual(Array(5).fill('CANCELLED'))
})

test('Ctrl-C while Slurm has not said yet what is queued', async () => {
  const controller = new AbortController()
  const slurm = fakeSlurm()
  slurm.answers = (command) => {
    if (command !== 'squeue') return undefined
    controller.abort()
    return { exitCode: 1, stdout: '', stderr: 'Unable to contact slurm controller' }
  }
  const graph = submitTo(slurm, [job('a')], { signal: controller.signal, graceMs: 10 })
  expect([...(await graph.ended).values()]).toEqual([{ state: 'cancelled' }])
  expect(slurm.jobs.size).toBe(0)
})

test('an array whose tasks run is found again by a process that comes later', async () => {
  const shards = job('shards', [], { array: 3 })
  const comments = fakeSlurm({
    commentOf: (script) => /--comment="?([^"\n]+)/.exec(readFileSync(script, 'utf8'))![1]!,
    onSubmit: (fake) => void (fake.state = 'RUNNING'),
  })
  const controller = new AbortController()
  const first = submitTo(comments, [shards], { signal: controller.signal })
  await first.submitted
  // Killed, it would ask nothing more.
  const [, array] = [...comments.jobs][0]!
  const second = submitTo(comments, [shards])
  await second.submitted
  await delay(50)
  finish(array)
  expect([...(await second.ended).values()]).toEqual([{ state: 'done' }])
  expect(comments.jobs.size).toBe(1)
})

test('a graph’s program has its folder alone', async () => {
  const slurm = quickSlurm()
  await submitTo(slurm, [job('a')]).ended
  const script = await readFile(path.join(directory, 'a/job.sbatch'), 'utf8')
  expect(script.indexOf('flock -w 600 9')).toBeGreaterThan(0)
  expect(script.indexOf('flock -w 600 9')).toBeLessThan(script.indexOf('result.json'))
  expect(script).toContain('has no flock command')
})

test('what Slurm refuses fails in its words', async () => {
  const slurm = fakeSlurm()
  slurm.answers = (command) =>
    command === 'sbatch'
      ? {
          exitCode: 1,
          stdout: '',
          stderr:
            'sbatch: error: invalid partition specified: x\nsbatch: error: Batch job submission failed: Invalid partition name specified',
        }
      : undefined
  const ends = await submitTo(slurm, [job('a'), job('b', ['a'])]).ended
  expect(ends.get('a')).toMatchObject({
    state: 'failed',
    sentence: expect.stringContaining('Invalid partition name specified'),
  })
  expect(ends.get('b')).toEqual({ state: 'blocked', by: 'a' })
})

test.each([
  [['a', 'b'], [['b'], ['a']], 'in a circle: a'],
  [['a', 'b'], [['x'], []], 'a comes after x, which is no job of the graph'],
  [['a', 'a'], [[], []], 'two jobs of the graph have one id'],
])('%j after %j is refused', async (ids, after, says) => {
  const jobs = ids.map((id, index) => job(id, after[index]))
  await expect(submitTo(fakeSlurm(), jobs).ended).rejects.toMatchObject({
    code: 'runtimes/slurm-graph',
    message: expect.stringContaining(says),
  })
})
