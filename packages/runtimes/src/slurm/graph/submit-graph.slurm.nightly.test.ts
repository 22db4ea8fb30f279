import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { submitGraph, type GraphJob, type GraphOptions } from '../../index.ts'
import { beginSoon, testCluster, type TestCluster } from '../../testing.ts'

let directory: string
let cluster: TestCluster
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable graph-'))
  cluster = await testCluster({ maxArraySize: 11 })
})
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
  await rm(directory, { recursive: true })
})

const options = (more: Partial<GraphOptions> = {}): GraphOptions => ({
  directory,
  commands: { environment: cluster.environment },
  ...more,
  settings: { pollMs: 200, ...more.settings },
})
let folders = 0
const job = (id: string, script: string, more: Partial<GraphJob> = {}): GraphJob => ({
  id,
  folder: path.join(directory, `${++folders} ${id.slice(0, 20).replaceAll('/', '')}`),
  script,
  after: [],
  ...more,
})
/** Counts to ten, and keeps its place as a trainer does: in a checkpoint whose marker is written last. */
const counts = `done=$(ls -d checkpoint-* 2>/dev/null | sed 's/.*-//' | sort -n | tail -n 1)
for step in $(seq $((\${done:-0} + 1)) 10); do
  sleep 0.3
  echo "step $step"
  mkdir "checkpoint-$step" && : >"checkpoint-$step/complete.json"
done
echo {} >result.json`
const textOf = (of: GraphJob, file = 'log.txt') => readFile(path.join(of.folder, file), 'utf8')
const isThere = (of: GraphJob, file: string) =>
  stat(path.join(of.folder, file)).then(
    () => true,
    () => false,
  )
const untilLogged = (of: GraphJob, text: string) =>
  vi.waitFor(async () => expect(await textOf(of)).toContain(text), { timeout: 60_000, interval: 100 })
const idOf = async (of: GraphJob) =>
  (JSON.parse(await textOf(of, 'slurm.json')) as { readonly id: string }).id
const queue = async () => (await cluster.run('squeue', '-h')).trim()

test('an array beyond Slurm’s size is split, and what comes after it reads all of it', async () => {
  const shards = job('shards', 'echo "$RETABLE_TASK" >result.json', { array: 25 })
  const sum = job('sum', `cat '${shards.folder}'/*/result.json | sort -n | tr '\\n' ' ' >result.json`, {
    after: ['shards'],
  })
  const ends = await submitGraph([sum, shards], options()).ended
  expect(Object.fromEntries(ends)).toEqual({ shards: { state: 'done' }, sum: { state: 'done' } })
  expect(await textOf(sum, 'result.json')).toBe(`${Array.from({ length: 25 }, (_, i) => i).join(' ')} `)
  // Parts of 11 tasks: indices of an array are below 11.
  expect(await isThere(shards, 'job-22.sbatch')).toBe(true)
  expect(await textOf(shards, 'job-22.sbatch')).toContain('22 + SLURM_ARRAY_TASK_ID')
  // Nothing is submitted for what is done.
  const before = await idOf(sum)
  await submitGraph([sum, shards], options()).ended
  expect(await idOf(sum)).toBe(before)
})

test('what fails has its last line, and nothing after it begins or waits for ever', async () => {
  const first = job('first', 'echo "row 7 has no chosen" >&2; exit 65')
  const [second, third, other] = [
    job('second', counts, { after: ['first'] }),
    job('third', counts, { after: ['second'] }),
    job('other', 'echo {} >result.json'),
  ]
  const ends = await submitGraph([first, second, third, other], options()).ended
  expect(Object.fromEntries(ends)).toEqual({
    first: { state: 'failed', sentence: 'row 7 has no chosen' },
    second: { state: 'blocked', by: 'first' },
    third: { state: 'blocked', by: 'second' },
    other: { state: 'done' },
  })
  expect([await isThere(second, 'log.txt'), await isThere(third, 'log.txt')]).toEqual([false, false])
  expect(await queue()).toBe('')
})

test('told to stop at step 3, it ends with code 0 and half of its work: what depends on it does not begin', async () => {
  // As a trainer does that catches SIGTERM and returns as if it were done.
  const train = job(
    'train',
    `exec python3 -u -c '
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
for step in range(1, 100):
    time.sleep(0.2)
    print("step", step)
'`,
  )
  const next = job('next', 'touch began; echo {} >result.json', { after: ['train'] })
  const { ended } = submitGraph([train, next], options())
  await untilLogged(train, 'step 3')
  await cluster.run('scancel', '--batch', '--signal=TERM', await idOf(train))
  const ends = await ended
  expect(ends.get('train')).toEqual({
    state: 'failed',
    sentence: 'it ended as if it were done, and left no result.json',
  })
  expect(ends.get('next')).toEqual({ state: 'blocked', by: 'train' })
  expect(await isThere(next, 'began')).toBe(false)
})

test('put back into the queue, a job goes on from its checkpoint', async () => {
  const train = job('train', counts)
  const next = job('next', 'echo {} >result.json', { after: ['train'] })
  const { ended } = submitGraph([train, next], options())
  await untilLogged(train, 'step 3')
  await cluster.run('scontrol', 'requeue', await idOf(train))
  const ends = await beginSoon(cluster, () => ended)
  expect(Object.fromEntries(ends)).toEqual({ train: { state: 'done' }, next: { state: 'done' } })
  const log = await textOf(train)
  expect(log).toMatch(/^# .* job \d+, restart 1: "train"$/m)
  // A step whose checkpoint was not whole may be made twice.
  expect(log.match(/^step/gm)!.length).toBeLessThanOrEqual(11)
})

// Slurm holds a job back for a while before each further start.
test(
  'one that is started again and again without a new checkpoint is given up',
  { timeout: 180_000 },
  async () => {
    const train = job('train', 'echo started; exec sleep 600')
    const next = job('next', counts, { after: ['train'] })
    const { ended } = submitGraph([train, next], options({ settings: { restarts: 1 } }))
    const ends = await beginSoon(cluster, async () => {
      for (const restart of ['', ', restart 1']) {
        await untilLogged(train, `${restart}: "train"\nstarted`)
        await cluster.run('scontrol', 'requeue', await idOf(train))
      }
      return ended
    })
    expect(ends.get('train')).toMatchObject({
      state: 'failed',
      sentence: expect.stringContaining('started 3 times without a new checkpoint'),
    })
    expect(ends.get('next')).toEqual({ state: 'blocked', by: 'train' })
    await vi.waitFor(async () => expect(await queue()).toBe(''), { timeout: 30_000, interval: 500 })
  },
)

test('a node breaks down: its job goes on at another', async () => {
  const train = job('train', `echo $$ >process; ${counts}`, { cpus: 8 })
  const { ended } = submitGraph([train], options())
  await untilLogged(train, 'step 2')
  const node = (await cluster.run('squeue', '-h', '-j', await idOf(train), '-o', '%N')).trim()
  await cluster.failNode(node)
  // What a machine that breaks down takes with it.
  process.kill(Number(await textOf(train, 'process')), 'SIGKILL')
  const ends = await beginSoon(cluster, () => ended).finally(() => cluster.startNode(node))
  expect(ends.get('train')).toEqual({ state: 'done' })
  expect(await textOf(train)).toMatch(/restart 1/)
})

test('its process is killed: the next one finds what waits and runs, and nothing is made twice', async () => {
  const train = job('train', counts)
  const next = job('next', 'echo {} >result.json', { after: ['train'] })
  const script = path.join(directory, 'owner.ts')
  await writeFile(
    script,
    `import { submitGraph } from ${JSON.stringify(path.join(import.meta.dirname, '../../index.ts'))}
await submitGraph(${JSON.stringify([train, next])}, ${JSON.stringify(options())}).ended
`,
  )
  const owner = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] })
  await untilLogged(train, 'step 2')
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  // As if it had been killed before it wrote down an id.
  await rm(path.join(train.folder, 'slurm.json'))
  expect(Object.fromEntries(await submitGraph([train, next], options()).ended)).toEqual({
    train: { state: 'done' },
    next: { state: 'done' },
  })
  const log = await textOf(train)
  expect(log.match(/^# /gm)).toHaveLength(1)
  expect(log.match(/^step/gm)).toHaveLength(10)
})

test('nothing of the shell that submits reaches a job, and names are texts', async () => {
  const leaks = {
    SLURM_CPUS_PER_TASK: '7',
    SLURM_CPU_BIND: 'quiet',
    SBATCH_PARTITION: 'nowhere',
    PMI_RANK: '3',
    SECRET_KEY: 'secret',
  }
  for (const [name, value] of Object.entries(leaks)) vi.stubEnv(name, value)
  try {
    const odd = job(
      `a b "c" 'd' $(touch x) \`touch y\` ; \\ & * # é\n#SBATCH --bad`,
      'env >environment; echo {} >result.json',
    )
    expect([...(await submitGraph([odd], options()).ended).values()]).toEqual([{ state: 'done' }])
    const seen = await textOf(odd, 'environment')
    expect(seen).not.toMatch(/secret|PMI_RANK|SLURM_CPU_BIND=quiet|SLURM_CPUS_PER_TASK=7/)
    const name = (await cluster.run('squeue', '-h', '--states=all', '-j', await idOf(odd), '-o', '%j')).trim()
    expect(name).toBe(`a b "c" 'd' $(touch x) \`touch y\` ; \\ & * # é #SBATCH --bad`)
    expect([await isThere(odd, 'x'), await isThere(odd, 'y')]).toEqual([false, false])
  } finally {
    vi.unstubAllEnvs()
  }
})

test('no more wait and run than may; cancelled, what runs keeps its place', async () => {
  const shards = job('shards', 'sleep 0.5; echo {} >result.json', { array: 6 })
  const controller = new AbortController()
  const train = job('train', counts.replace('sleep 0.3', 'sleep 2'), { after: ['shards'] })
  const most: number[] = []
  const watching = setInterval(
    () =>
      void cluster
        .run('squeue', '-h', '-r', '--states=PD,R')
        .then((text) => most.push(text.split('\n').length - 1)),
    300,
  )
  const { ended } = submitGraph(
    [shards, train],
    options({ maxSubmitJobs: 3, signal: controller.signal, graceMs: 5000 }),
  )
  await untilLogged(train, 'step 1')
  clearInterval(watching)
  controller.abort()
  expect(Object.fromEntries(await ended)).toEqual({
    shards: { state: 'done' },
    train: { state: 'cancelled' },
  })
  expect(Math.max(...most)).toBe(3)
  expect(await queue()).toBe('')
})
