import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ProgramJob } from '../job.ts'
import type { Runtime } from '../runtime.ts'
import { fakeProgram } from './fake-program.ts'

/** How a runtime is made, here and in a process that is killed. */
export interface JobExamples {
  /** Absolute path of the module that exports what makes it. */
  readonly module: string
  /** Name of that function. */
  readonly make: string
  /** Its one argument; plain JSON. */
  readonly options: object
  /** Longest time from a job's end, wherever it ran, to its being told, in milliseconds. 2,000 if left out. */
  readonly lateMs?: number
  /** Whether what runs goes on where its harness is killed, and is taken up by the next; it is told to stop if left out. */
  readonly outlives?: boolean
}

/** What each runtime must keep of the jobs that it runs. */
export function testJobs(
  name: string,
  { module, make, options, lateMs = 2000, outlives = false }: JobExamples,
): void {
  describe(`${name} keeps the contract of jobs`, () => {
    let directory: string
    let runtime: Runtime
    const program = fakeProgram('fake_job')
    beforeAll(async () => {
      directory = await mkdtemp(path.join(tmpdir(), 'retable-jobs-'))
      const made = (await import(module)) as Readonly<Record<string, (options: object) => Runtime>>
      runtime = made[make]!(options)
    })
    afterAll(() => rm(directory, { recursive: true }))

    let folders = 0
    async function newJob(words: string, more: Partial<ProgramJob> = {}): Promise<ProgramJob> {
      const folder = path.join(directory, `job-${++folders}`)
      await mkdir(folder)
      return { name: 'a test', folder, program, args: words.split(' '), ...more }
    }
    const textOf = (job: ProgramJob, file: string) => readFile(path.join(job.folder, file), 'utf8')
    /** Waits until the job's log holds a text, and gives the log. */
    const untilLogged = (job: ProgramJob, text: string) =>
      vi.waitFor(
        async () => {
          const log = await textOf(job, 'log.txt')
          expect(log).toContain(text)
          return log
        },
        { timeout: 30_000, interval: 50 },
      )

    test('what it writes is told while it runs; it is done, and its log stays', async () => {
      const lines: [string, boolean][] = []
      const onOutput = (line: string) => lines.push([line, existsSync(path.join(job.folder, 'result.json'))])
      const stages: string[] = []
      const job: ProgramJob = await newJob('count 3 0.4', {
        resultFile: 'result.json',
        onOutput,
        onProgress: ({ stage }) => stages.push(stage),
      })
      expect(await runtime.run(job).ended).toEqual({ state: 'done' })
      expect(lines.map(([line]) => line)).toEqual(['step 1 of 3', 'step 2 of 3', 'step 3 of 3'])
      expect(lines.slice(0, 2).map(([, isDone]) => isDone)).toEqual([false, false])
      expect(stages.at(-1)).toBe('starting')
      expect(await textOf(job, 'log.txt')).toMatch(
        /^# \d{4}-\d\d-\d\dT.*"a test" fake_job .*\nstep 1 of 3\nstep 2 of 3\nstep 3 of 3\n$/,
      )
    })

    test('a job whose result is there is done, and nothing is started', async () => {
      const job = await newJob('fail 1 never', { resultFile: 'result.json' })
      await writeFile(path.join(job.folder, 'result.json'), '{}')
      expect(await runtime.run(job).ended).toEqual({ state: 'done' })
      expect(await readdir(job.folder)).toEqual(['result.json'])
    })

    test('a failure has its exit code and its last line', async () => {
      const sentence = 'row 7 has no "chosen": give one, or leave the row out'
      const job = await newJob('', { args: ['fail', '65', sentence] })
      const failed = { state: 'failed', exitCode: 65, signal: null, sentence }
      expect(await runtime.run(job).ended).toEqual(failed)
      expect(await runtime.run(job).ended).toEqual(failed)
      expect((await textOf(job, 'log.txt')).split('\n').filter((line) => line.startsWith('# '))).toHaveLength(
        2,
      )
    })

    test('an end without the result that was promised is a failure', async () => {
      const job = await newJob('tell', { resultFile: 'result.json' })
      expect(await runtime.run(job).ended).toMatchObject({
        state: 'failed',
        exitCode: 0,
        sentence: 'it ended as if it were done, and left no result.json',
      })
    })

    test('out of time: it keeps its place within the grace, and goes on from there', async () => {
      const job = await newJob('count 12 0.3', {
        resultFile: 'result.json',
        timeoutMs: 1500,
        graceMs: 10_000,
      })
      expect(await runtime.run(job).ended).toEqual({ state: 'timed out' })
      expect(Number(await textOf(job, 'saved.json'))).toBeGreaterThan(0)
      expect(await runtime.run({ ...job, timeoutMs: undefined }).ended).toEqual({ state: 'done' })
      const log = await textOf(job, 'log.txt')
      expect(log).toMatch(/goes on after step \d+\n/)
      expect(log.match(/^step \d+ of 12$/gm)).toHaveLength(12)
    })

    test('cancelled: it keeps its place within the grace', async () => {
      const controller = new AbortController()
      const job = await newJob('count 100 0.1', { signal: controller.signal })
      const { ended } = runtime.run(job)
      await untilLogged(job, 'step 2')
      controller.abort()
      expect(await ended).toEqual({ state: 'cancelled' })
      expect(Number(await textOf(job, 'saved.json'))).toBeGreaterThan(1)
      expect(await runtime.run(job).ended).toEqual({ state: 'cancelled' })
    })

    test('one that does not listen to SIGTERM is killed after the grace', async () => {
      const controller = new AbortController()
      const job = await newJob('count 1000 0.1 --deaf', { signal: controller.signal, graceMs: 1500 })
      const { ended } = runtime.run(job)
      await untilLogged(job, 'step 2')
      const began = performance.now()
      controller.abort()
      expect(await ended).toEqual({ state: 'cancelled' })
      const took = performance.now() - began
      expect(took).toBeGreaterThan(1400)
      expect(took).toBeLessThan(1500 + lateMs + 3000)
      expect(existsSync(path.join(job.folder, 'saved.json'))).toBe(false)
    })

    test('SIGTERM from elsewhere: it stops with code 75, and goes on when it is run again', async () => {
      const job = await newJob('count 8 0.05 --preempted', { resultFile: 'result.json' })
      expect(await runtime.run(job).ended).toEqual({ state: 'stopped' })
      expect(await runtime.run(job).ended).toEqual({ state: 'done' })
      expect((await textOf(job, 'log.txt')).match(/^step \d+ of 8$/gm)).toHaveLength(8)
    })

    test('two never run in one folder at once: the second takes what the first has made', async () => {
      const told: string[] = []
      const job = await newJob('count 4 0.3', { resultFile: 'result.json' })
      const first = runtime.run(job)
      await untilLogged(job, 'step 1')
      const second = runtime.run({ ...job, onProgress: ({ stage }) => told.push(stage) })
      expect(await first.ended).toEqual({ state: 'done' })
      expect(await second.ended).toEqual({ state: 'done' })
      expect(told).toContain('waiting')
      expect((await textOf(job, 'log.txt')).match(/^# /gm)).toHaveLength(1)
    })

    test('killed with its harness, it keeps its place; another picks it up', async () => {
      const job = await newJob('count 30 0.2', { resultFile: 'result.json' })
      const script = path.join(directory, `owner-${folders}.ts`)
      await writeFile(
        script,
        `import { ${make} } from ${JSON.stringify(module)}
console.log(await ${make}(${JSON.stringify(options)}).run(${JSON.stringify(job)}).ended)
`,
      )
      const owner = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] })
      const before = await untilLogged(job, 'step 3')
      owner.kill('SIGKILL')
      await once(owner, 'exit')
      const lines: string[] = []
      const end = runtime.run({ ...job, onOutput: (line) => lines.push(line) }).ended
      expect(await end).toEqual({ state: 'done' })
      const log = await textOf(job, 'log.txt')
      expect(log.startsWith(before)).toBe(true)
      if (outlives) expect(log).not.toContain('told to stop')
      else {
        expect(log).toContain('told to stop')
        expect(lines[0]).toMatch(/^goes on after step \d+$/)
      }
      // No step was lost, and none was made twice.
      expect(log.match(/^step \d+ of 30$/gm)).toHaveLength(30)
    })

    test('a program that another runtime has started in its folder is waited for', async () => {
      const job = await newJob('count 1 0', { resultFile: 'result.json' })
      // As each of them does it.
      const other = spawn('flock', ['lock', 'sh', '-c', 'echo held; cat >/dev/null'], {
        cwd: job.folder,
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      await once(other.stdout, 'data')
      let isEnded = false
      const ended = runtime.run(job).ended.finally(() => (isEnded = true))
      try {
        await delay(4000)
        expect([isEnded, existsSync(path.join(job.folder, 'result.json'))]).toEqual([false, false])
      } finally {
        other.stdin.end()
      }
      expect(await ended).toEqual({ state: 'done' })
      expect(await textOf(job, 'log.txt')).toContain('step 1 of 1')
    })

    test('names and folders are texts, and nothing in them is carried out', async () => {
      const odd = `a b "c" 'd' $(touch x) \`touch y\` ; touch z \\ & *`
      const folder = path.join(directory, `folder of ${odd}`)
      await mkdir(folder)
      const job = await newJob('', { name: odd, folder, args: ['tell', odd, '', '--grace'] })
      await writeFile(path.join(folder, 'an input'), `read ${odd}`)
      const more = { environment: { ODD: odd }, inputFile: 'an input', threads: 3 }
      expect(await runtime.run({ ...job, ...more }).ended).toEqual({ state: 'done' })
      const told = JSON.parse(await textOf(job, 'told.json')) as {
        readonly arguments: readonly string[]
        readonly folder: string
        readonly input: string
        readonly environment: Readonly<Record<string, string>>
      }
      expect(told.input).toBe(`read ${odd}`)
      expect(told.environment['OMP_NUM_THREADS']).toBe('3')
      expect(told.arguments).toEqual([odd, '', '--grace'])
      expect(told.environment['ODD']).toBe(odd)
      expect(told.folder).toBe(folder)
      expect((await readdir(folder)).filter((file) => file.length === 1)).toEqual([])
    })

    test('it sees no keys, and asks no hub', async () => {
      vi.stubEnv('OPENAI_API_KEY', 'secret')
      vi.stubEnv('PYTHONPATH', '/elsewhere')
      try {
        const job = await newJob('tell')
        expect(await runtime.run(job).ended).toEqual({ state: 'done' })
        const { environment } = JSON.parse(await textOf(job, 'told.json')) as {
          readonly environment: Readonly<Record<string, string>>
        }
        expect(environment['OPENAI_API_KEY']).toBeUndefined()
        expect(environment).toMatchObject({ HF_HUB_OFFLINE: '1', HF_HUB_DISABLE_TELEMETRY: '1' })
        expect(environment).toMatchObject({ OMP_WAIT_POLICY: 'passive', TOKENIZERS_PARALLELISM: 'false' })
        expect(environment['PYTHONPATH']).not.toContain('elsewhere')
        const log = await textOf(job, 'log.txt')
        expect(log).toContain('OMP_WAIT_POLICY=passive')
        expect(log).not.toContain('secret')
      } finally {
        vi.unstubAllEnvs()
      }
    })

    test('what keeps it from its start is told', async () => {
      const job = await newJob('count 1 0', { inputFile: 'absent' })
      const end = await runtime.run(job).ended
      expect(end).toMatchObject({ state: 'failed' })
      expect(end.state === 'failed' && end.sentence).toContain('absent')
    })

    test('what cannot be started is told in a sentence', async () => {
      const job = await newJob('count 1 0', { program: { ...program, module: 'no_such_module' } })
      const end = await runtime.run(job).ended
      expect(end).toMatchObject({ state: 'failed', exitCode: 1 })
      expect(end.state === 'failed' && end.sentence).toContain('no_such_module')
    })
  })
}
