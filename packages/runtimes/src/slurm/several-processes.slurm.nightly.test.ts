import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { slurmRuntime, type ProgramJob } from '../index.ts'
import { installedPython } from '../python/installed-python.ts'
import { beginSoon, fakeProgram, testCluster, type TestCluster } from '../testing.ts'

let directory: string
let cluster: TestCluster
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-slurm-many-'))
  // It takes a while on a busy machine.
  await installedPython({ lockFile: fakeProgram('fake_job').lockFile, what: 'nothing' }, { directory })
  cluster = await testCluster()
  await writeFile(
    path.join(directory, 'places.py'),
    `import json, os, signal, sys, time
names = ["RANK", "LOCAL_RANK", "WORLD_SIZE", "NODE_RANK", "MASTER_ADDR", "MASTER_PORT"]
seen = {name: os.environ.get(name) for name in names}
print(json.dumps(seen))
if sys.argv[1:] == ["wait"]:
    def stop(*_):
        # The second takes longer: the first must not end it.
        time.sleep(2 * int(os.environ["RANK"]))
        open(f"saved-{os.environ['RANK']}", "w").close()
        os._exit(75)
    signal.signal(signal.SIGTERM, stop)
    print("listens")
    time.sleep(60)
open(f"place-{os.environ['SLURM_PROCID']}", "w").write(json.dumps(seen))
`,
  )
  await writeFile(
    path.join(directory, 'launch.py'),
    `import runpy, sys
print("launched with", sys.argv[1])
sys.argv[:] = sys.argv[3:]
runpy.run_module(sys.argv[0], run_name="__main__")
`,
  )
  // A Python environment takes a while on a busy machine.
}, 240_000)
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
  await rm(directory, { recursive: true })
})

let folders = 0
async function newJob(more: Partial<ProgramJob>): Promise<ProgramJob> {
  const folder = path.join(directory, `job ${++folders}`)
  await mkdir(folder)
  const program = { module: 'places', folder: directory, lockFile: fakeProgram('fake_job').lockFile }
  return { name: 'places', folder, program, args: [], ...more }
}
const run = (job: ProgramJob) =>
  slurmRuntime({ directory, settings: { pollMs: 200 }, commands: { environment: cluster.environment } }).run(
    job,
  ).ended
async function places({ folder }: ProgramJob) {
  const files = (await readdir(folder)).filter((file) => file.startsWith('place-')).toSorted()
  return Promise.all(
    files.map(async (file) => JSON.parse(await readFile(path.join(folder, file), 'utf8')) as object),
  )
}

test('two nodes, two GPUs each: four processes that know their places', async () => {
  const job = await newJob({ nodes: 2, gpus: 2 })
  expect(await run(job)).toEqual({ state: 'done' })
  const same = { WORLD_SIZE: '4', MASTER_ADDR: 'n1', MASTER_PORT: expect.stringMatching(/^2\d{4}$/) }
  expect(await places(job)).toEqual([
    { ...same, RANK: '0', LOCAL_RANK: '0', NODE_RANK: '0' },
    { ...same, RANK: '1', LOCAL_RANK: '1', NODE_RANK: '0' },
    { ...same, RANK: '2', LOCAL_RANK: '0', NODE_RANK: '1' },
    { ...same, RANK: '3', LOCAL_RANK: '1', NODE_RANK: '1' },
  ])
})

test('with a launcher, one process of each node is told its node’s place', async () => {
  const job = await newJob({ nodes: 2, gpus: 4, launcher: { module: 'launch', args: ['config.json'] } })
  expect(await run(job)).toEqual({ state: 'done' })
  const same = { RANK: null, LOCAL_RANK: null, WORLD_SIZE: null, MASTER_ADDR: 'n1' }
  expect(await places(job)).toMatchObject([
    { ...same, NODE_RANK: '0' },
    { ...same, NODE_RANK: '1' },
  ])
  expect(
    (await readFile(path.join(job.folder, 'log.txt'), 'utf8')).match(/launched with config\.json/g),
  ).toHaveLength(2)
})

test('cancelled, all of them keep their places before srun ends, and 75 comes back', async () => {
  const controller = new AbortController()
  const job = await newJob({ nodes: 2, args: ['wait'], signal: controller.signal })
  const ended = run(job)
  const logged = () => readFile(path.join(job.folder, 'log.txt'), 'utf8')
  await vi.waitFor(async () => expect((await logged()).match(/listens/g)).toHaveLength(2), {
    timeout: 30_000,
    interval: 100,
  })
  controller.abort()
  expect(await ended).toEqual({ state: 'cancelled' })
  expect((await readdir(job.folder)).filter((file) => file.startsWith('saved-')).toSorted()).toEqual([
    'saved-0',
    'saved-1',
  ])
  expect(await readFile(path.join(job.folder, 'job.sbatch'), 'utf8')).toContain('#SBATCH --signal=TERM@')
})

test('preempted, a job of lower rank waits, and goes on', async () => {
  const job = await newJob({
    program: fakeProgram('fake_job'),
    args: ['count', '15', '0.3'],
    resultFile: 'result.json',
    nodes: 1,
    threads: 8,
  })
  const ended = run(job)
  const logged = () => readFile(path.join(job.folder, 'log.txt'), 'utf8')
  await vi.waitFor(async () => expect(await logged()).toContain('step 2'), { timeout: 30_000, interval: 100 })
  await cluster.run(
    'sbatch',
    '--partition=high',
    '--nodes=2',
    '--exclusive',
    '--output=/dev/null',
    '--wrap=sleep 1',
  )
  expect(await beginSoon(cluster, () => ended)).toEqual({ state: 'done' })
  const log = await logged()
  expect(log).toMatch(/^# .* job \d+, restart 1: /m)
  expect(log).toContain('told to stop')
  expect(log.match(/^step \d+ of 15$/gm)).toHaveLength(15)
})
