import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { composeRuntime, removeStale, type JobEnd, type ProgramJob } from '../src/index.ts'
import { findEngine } from '../src/compose/engine/find-engine.ts'
import { labels } from '../src/compose/engine/remove-stale.ts'
import { nameOf } from '../src/compose/file/name-of.ts'
import { fakeProgram } from '../src/testing.ts'
import { startedEngine } from './started.ts'

const engine = await startedEngine()
afterAll(() => engine[Symbol.asyncDispose]())
const runtime = composeRuntime(engine.options)
const index = JSON.stringify(path.join(import.meta.dirname, '../src/index.ts'))

async function newJob(folder: string, words: string, more: Partial<ProgramJob> = {}): Promise<ProgramJob> {
  const whole = path.join(engine.folder, folder)
  await mkdir(whole, { recursive: true })
  return { name: folder, folder: whole, program: fakeProgram('fake_job'), args: words.split(' '), ...more }
}
/** All that is left on the engine: containers and networks of projects. */
const left = async () => [
  await engine.docker('ps', '--all', '--format', '{{.Names}}'),
  await engine.docker('network', 'ls', '--quiet', '--filter', `label=${labels.project}`),
]
const nothing = ['', '']
const textOf = (job: ProgramJob, file: string) => readFile(path.join(job.folder, file), 'utf8')
const untilLogged = (job: ProgramJob, text: string) =>
  vi.waitFor(async () => expect(await textOf(job, 'log.txt')).toContain(text), { timeout: 30_000 })

test('GPUs that the machine does not have are refused in one sentence, and nothing is left', async () => {
  const job = await newJob('gpu', 'count 1 0', { gpus: 2 })
  await expect(runtime.run(job).ended).rejects.toMatchObject({
    code: 'runtimes/no-gpu',
    message: expect.stringMatching(
      /^gpu asks for 2 GPUs, and the container engine of this machine gives none: .*nvidia-ctk/,
    ),
  })
  expect(await left()).toEqual(nothing)
  expect(await textOf(job, 'compose.yaml')).toContain('shm_size: "16gb"')
})

test('two runs from folders of one name: neither takes the other down', async () => {
  const [first, second] = await Promise.all([
    newJob('a/run', 'count 1 0.1', { resultFile: 'result.json' }),
    newJob('b/run', 'count 30 0.2', { resultFile: 'result.json' }),
  ])
  const long = runtime.run(second).ended
  await untilLogged(second, 'step 1')
  expect(await runtime.run(first).ended).toEqual({ state: 'done' })
  expect(await long).toEqual({ state: 'done' })
  expect((await textOf(second, 'log.txt')).match(/^step \d+ of 30$/gm)).toHaveLength(30)
  expect(await left()).toEqual(nothing)
})

test('a program sees its folder and what it reads, as a user who may do nothing else', async () => {
  const [reads, hidden] = ['read only', 'hidden'].map((name) => path.join(engine.folder, name)) as [
    string,
    string,
  ]
  for (const folder of [reads, hidden]) {
    await mkdir(folder)
    await writeFile(path.join(folder, 'file'), 'text')
    await chmod(path.join(folder, 'file'), 0o666)
  }
  const job = await newJob('of a user', '', {
    args: ['probe', '.', reads, `${reads}/file`, hidden, '/usr', '/tmp'],
    reads: [reads],
  })
  await chown(job.folder, 1000, 1000)
  expect(await runtime.run(job).ended).toEqual({ state: 'done' })
  expect(JSON.parse(await textOf(job, 'probed.json'))).toEqual({
    user: [1000, 1000],
    capabilities: 0,
    noNewPrivileges: true,
    networks: ['lo'],
    read: {
      '.': 'done',
      [reads]: 'done',
      [`${reads}/file`]: 'done',
      [hidden]: 'No such file or directory',
      '/usr': 'done',
      '/tmp': 'done',
    },
    write: {
      '.': 'done',
      [reads]: 'Read-only file system',
      [`${reads}/file`]: 'Read-only file system',
      [hidden]: 'Permission denied',
      '/usr': 'Read-only file system',
      '/tmp': 'done',
    },
  })
  // What the program leaves is its user's; the file of the project, which may hold keys, is read by nobody else.
  for (const name of await readdir(job.folder)) {
    const { uid, mode } = await stat(path.join(job.folder, name))
    if (/^(?:probed\.json|written|log\.txt|\.home)$/.test(name)) expect([name, uid]).toEqual([name, 1000])
    if (name === 'compose.yaml') expect(mode & 0o777).toBe(0o600)
  }
})

test('what it reads must be there', async () => {
  const job = await newJob('reads', 'count 1 0', { reads: [path.join(engine.folder, 'absent')] })
  await expect(runtime.run(job).ended).rejects.toMatchObject({
    code: 'runtimes/reads',
    message: `reads reads ${path.join(engine.folder, 'absent')}, which is not there`,
  })
  expect(await left()).toEqual(nothing)
})

test('compose reads the file of a job as it was meant', async () => {
  const odd = '$HOME ${PATH} $$ "quoted" \'text\' yes 1:30 #\nline\ttab'
  const job = await newJob('odd $HOME', 'tell', { environment: { ODD: odd }, name: odd })
  expect(await runtime.run(job).ended).toEqual({ state: 'done' })
  const told = JSON.parse(await textOf(job, 'told.json')) as {
    readonly environment: { readonly ODD: string }
  }
  expect(told.environment.ODD).toBe(odd)
  const { config } = await findEngine(engine.host)
  const read = await config({ name: nameOf(job.folder), folder: job.folder })
  expect(read).toMatchObject({ exitCode: 0, stderr: '' })
  const { parse } = await import('yaml')
  const { services } = parse(read.stdout, { version: '1.1' }) as {
    readonly services: { readonly program: { readonly [key: string]: unknown } }
  }
  // It writes a dollar as two, as the file does.
  expect(services.program).toMatchObject({
    image: engine.image,
    read_only: true,
    init: true,
    network_mode: 'none',
    stop_grace_period: expect.stringMatching(/^(?:60s|1m0s)$/),
    environment: { ODD: odd.replaceAll('$', '$$$$') },
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
  })
  expect(services.program['privileged']).toBeUndefined()
})

test.each(['installing', 'starting'] as const)('cancelled while it is %s: nothing is left', async (stage) => {
  const controller = new AbortController()
  // Another environment, so that there is something to install.
  const directory = path.join(engine.folder, `store of ${stage}`)
  const job = await newJob(`cancelled ${stage}`, 'count 100 0.1', {
    signal: controller.signal,
    onProgress: (progress) => {
      if (progress.stage === stage) controller.abort()
    },
  })
  const other = stage === 'installing' ? composeRuntime({ ...engine.options, directory }) : runtime
  expect(await other.run(job).ended).toEqual({ state: 'cancelled' })
  expect(await left()).toEqual(nothing)
})

test('SIGINT of its harness at every moment: the next one finds nothing in its way', async () => {
  const job = await newJob('interrupted', 'count 20 0.2', { resultFile: 'result.json' })
  const script = path.join(engine.folder, 'interrupted.ts')
  // As the command line does.
  await writeFile(
    script,
    `import { composeRuntime } from ${index}
const controller = new AbortController()
process.on('SIGINT', () => controller.abort())
console.log('listens')
const end = await composeRuntime(${JSON.stringify(engine.options)}).run({ ...${JSON.stringify(job)}, signal: controller.signal }).ended
console.log(end.state)
`,
  )
  for (const waitMs of [0, 400, 1500, 4000]) {
    const harness = spawn(process.execPath, [script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    })
    let words = ''
    harness.stdout.on('data', (piece: Buffer) => (words += piece.toString()))
    await vi.waitFor(() => expect(words).toContain('listens'), { timeout: 20_000 })
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    // To its whole group, as a terminal does.
    process.kill(-harness.pid!, 'SIGINT')
    await once(harness, 'exit')
    expect(words).toMatch(/cancelled|done/)
    expect(await left()).toEqual(nothing)
  }
  expect(await runtime.run(job).ended).toEqual({ state: 'done' })
  expect((await textOf(job, 'log.txt')).match(/^step \d+ of 20$/gm)).toHaveLength(20)
})

test('what owners that are gone have left is removed; jobs that are at it stay, and are taken up', async () => {
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(gone, 'exit')
  const make = (name: string, kind: string, owner: string, folder: string, command: readonly string[]) =>
    engine.docker(
      ...['run', '--detach', '--name', name, '--network', 'none'],
      ...[
        `${labels.project}=${name}`,
        `${labels.owner}=${owner}`,
        `${labels.kind}=${kind}`,
        `${labels.folder}=${folder}`,
      ].flatMap((label) => ['--label', label]),
      ...[engine.image, ...command],
    )
  const dead = `${hostname()} ${gone.pid} 1`
  const mine = `${hostname()} ${process.pid} ${(await readFile('/proc/self/stat', 'utf8')).split(') ')[1]!.split(' ')[19]}`
  const sleep = ['sleep', '600']
  await make('stale-service', 'service', dead, '/nowhere', sleep)
  await make('own-service', 'service', mine, '/nowhere', sleep)
  await make('foreign-service', 'service', `elsewhere ${gone.pid} 1`, '/nowhere', sleep)
  // Its number is another's by now.
  await make('renumbered-service', 'service', `${hostname()} ${process.pid} 1`, '/nowhere', sleep)
  await make('ended-job', 'job', dead, engine.folder, ['true'])
  await make('running-job', 'job', dead, engine.folder, sleep)
  await make('lost-job', 'job', dead, '/nowhere', sleep)
  await vi.waitFor(async () =>
    expect(await engine.docker('ps', '--format', '{{.Names}}')).not.toContain('ended-job'),
  )
  const { removed, running } = await removeStale({ host: engine.host })
  expect([removed.toSorted(), running]).toEqual([
    ['ended-job', 'lost-job', 'renumbered-service', 'stale-service'],
    ['running-job'],
  ])
  const [names] = await left()
  expect(names!.split('\n').toSorted()).toEqual(['foreign-service', 'own-service', 'running-job'])
  await engine.docker('rm', '--force', ...names!.split('\n'))
})

test('killed with its harness and ended since: the next one goes on, and nothing is left', async () => {
  const job = await newJob('ended alone', 'count 10 0.2 --preempted', { resultFile: 'result.json' })
  const script = path.join(engine.folder, 'killed.ts')
  await writeFile(
    script,
    `import { composeRuntime } from ${index}
await composeRuntime(${JSON.stringify(engine.options)}).run(${JSON.stringify(job)}).ended
`,
  )
  const harness = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] })
  await untilLogged(job, 'step 1')
  harness.kill('SIGKILL')
  await once(harness, 'exit')
  await vi.waitFor(async () => expect(await engine.docker('ps', '--quiet')).toBe(''), { timeout: 20_000 })
  const end: JobEnd = await composeRuntime(engine.options).run(job).ended
  expect(end).toEqual({ state: 'done' })
  expect((await textOf(job, 'log.txt')).match(/^step \d+ of 10$/gm)).toHaveLength(10)
  expect(await left()).toEqual(nothing)
})
