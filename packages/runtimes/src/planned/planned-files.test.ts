import { mkdtemp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { CommandEnd, Engine, Project } from '../compose/engine/engine.ts'
import { runJob } from '../compose/job/run-job.ts'
import { slurmRuntime } from '../slurm/slurm-runtime.ts'
import type { SlurmSettings } from '../slurm/slurm-settings.ts'
import { fakeSlurm } from '../slurm/testing/fake-slurm.ts'
import { fakeProgram } from '../testing/fake-program.ts'
import { writeFakeModelFolder } from '../testing/fake-model-folder.ts'
import { plannedFiles } from './planned-files.ts'

const pinned = (name: string) => ({ image: `${name}@sha256:${'0'.repeat(64)}`, python: '/usr/bin/python3' })
const images = { trainer: pinned('trainer'), vllm: pinned('vllm') } as never

let directory: string
let folder: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-planned-'))
  folder = path.join(directory, 'job')
  await mkdir(folder)
})
afterAll(() => rm(directory, { recursive: true }))

const job = () => ({
  ...{ name: 'train', folder, program: fakeProgram('fake_job'), args: ['train', '.'] },
  ...{ resultFile: 'result.json', reads: ['/'], gpus: 2, threads: 3, environment: { ODD: 'a "b"' } },
})

test('the files of a job by compose are those that a start writes', async () => {
  const planned = await plannedFiles('compose', { ...job(), isService: false }, { directory, images })
  const good: CommandEnd = { exitCode: 0, stdout: '', stderr: '' }
  let written: readonly string[] = []
  const engine = {
    isRootless: false,
    env: {},
    docker: ([first, second]: readonly string[]) =>
      Promise.resolve(
        first === 'container' && second === 'inspect'
          ? { ...good, exitCode: 1, stderr: 'No such container' }
          : good,
      ),
    async up(project: Project) {
      if (project.folder === folder)
        written = await Promise.all(planned.map(({ name }) => readFile(path.join(folder, name), 'utf8')))
      else await writeFile(path.join(project.folder, 'complete'), '')
      return { ...good, exitCode: 1, stderr: 'error: that is all' }
    },
    down: () => Promise.resolve(good),
  } as unknown as Engine
  const { trainer, vllm } = images as { trainer: never; vllm: never }
  const context = () => Promise.resolve({ directory, engine, trainer, vllm })
  // What makes the environment ends first.
  await runJob(job(), context).catch(() => {})
  const made = /python-images\/[\da-f]{16}/.exec(planned[1]!.text)![0]
  expect((await stat(path.join(directory, made))).isDirectory()).toBe(true)
  await writeFile(path.join(directory, made, 'complete'), '')
  await mkdir(path.join(directory, made, 'environment'), { recursive: true })
  await runJob(job(), context).catch(() => {})
  expect(planned.map(({ text }) => text)).toEqual(written)
})

test('a service by compose is looked after, is its owner’s, and has its log outside', async () => {
  const model = path.join(directory, 'model')
  const service = { ...job(), name: 'serve', args: ['serve', model], resultFile: undefined, isService: true }
  const [file] = await plannedFiles('compose', service, { directory, images })
  const { program } = (parse(file!.text) as { services: Record<string, Record<string, unknown>> }).services
  expect(program!['healthcheck']).toMatchObject({ start_period: '180s' })
  expect(program!['labels']).toHaveProperty(['retable.owner'])
  expect(JSON.stringify(program!['volumes'])).toContain(`${directory}/logs/`)
  const { uid, gid } = await stat(directory)
  expect(program!['user']).toBe(
    process.getuid!() === 0 ? `${uid}:${gid}` : `${process.getuid!()}:${process.getgid!()}`,
  )
})

/** What a start submits. */
async function submitted(
  settings: SlurmSettings,
  start: (runtime: ReturnType<typeof slurmRuntime>) => Promise<unknown>,
) {
  const scripts: Promise<string>[] = []
  const slurm = fakeSlurm({
    onSubmit(fake) {
      scripts.push(readFile(fake.script, 'utf8'))
      if (path.dirname(fake.script) !== folder)
        void writeFile(path.join(path.dirname(fake.script), 'complete'), '')
      Object.assign(fake, { state: 'FAILED', exit: 65 << 8 })
    },
  })
  await start(slurmRuntime({ directory, call: slurm.call, settings: { pollMs: 5, ...settings } })).catch(
    () => {},
  )
  return Promise.all(scripts)
}

test('the scripts of a job by Slurm in a container are those that are submitted', async () => {
  const container = { kind: 'apptainer', image: '/images/a.sif', python: '/usr/bin/python3' } as const
  const settings: SlurmSettings = { partition: 'gpu', timeMinutes: 60, container }
  const planned = await plannedFiles(
    'slurm',
    { ...job(), isService: false },
    { directory, images, slurm: settings },
  )
  expect(planned.map(({ name }) => name)).toEqual(['job.sbatch', 'install.sbatch'])
  const scripts = await submitted(settings, (runtime) => runtime.run(job()).ended)
  expect(scripts.toSorted()).toEqual(planned.map(({ text }) => text).toSorted())
})

test.each([1, 2])(
  'the script of a service over %i nodes by Slurm is what is submitted, but for its folder and its key',
  async (nodes) => {
    const model = await writeFakeModelFolder(path.join(directory, 'model'))
    const settings: SlurmSettings = {
      // Of jobs.
      nodes: 3,
      vllmContainer: { kind: 'apptainer', image: '/v.sif', python: '/p' },
    }
    const [script] = await submitted(settings, (runtime) =>
      runtime.serve({ model: { folder: model, id: 'mine' }, server: 'vllm', gpus: 2, nodes }),
    )
    const [file] = await plannedFiles(
      'slurm',
      {
        ...{ name: 'mine', folder, threads: 1, gpus: 2, nodes, reads: [model], isService: true },
        ...{ program: { module: 'vllm.entrypoints.openai.api_server', image: 'vllm' }, args: [] },
      },
      { directory, images, slurm: settings },
    )
    const head = (text: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('#SBATCH') && !/--output=/.test(line))
        .map((line) => line.replace(/(service \S+ \d+ \d+) \d+/, '$1'))
    expect(head(file!.text)).toEqual(head(script!))
    expect(script).toContain(`#SBATCH --nodes=${nodes}\n`)
    const spread = '--pipeline-parallel-size 2 --distributed-executor-backend ray'
    expect(script!.includes(spread)).toBe(nodes === 2)
    expect(script).toMatch(/VLLM_API_KEY=[\da-f]{48}\n/)
    expect(file!.text).toContain('VLLM_API_KEY=drawn-at-the-start\n')
  },
)

test('the scripts of replicas behind a training, and what they are submitted by', async () => {
  const model = path.join(directory, 'trained "a"', 'model')
  const resultFile = path.join(directory, 'trained "a"', 'result.json')
  const files = await plannedFiles(
    'slurm',
    {
      ...{ name: 'mine', folder, threads: 1, gpus: 2, reads: [model], isService: true, replicas: 3 },
      ...{ program: { module: 'vllm.entrypoints.openai.api_server', image: 'vllm' }, args: [] },
      behind: { name: 'iteration/1 $(x)', resultFile },
    },
    { directory, images },
  )
  const textOf = Object.fromEntries(files.map(({ name, text }) => [name, text]))
  expect(Object.keys(textOf)).toEqual([
    'job-0.sbatch',
    ...['0/program.sh', '1/program.sh', '2/program.sh'],
    'submit.sh',
  ])
  expect(textOf['submit.sh']).toBe(
    '#!/bin/sh\nsbatch --parsable --dependency=afterok:THE-ID-OF-iteration-1-x- --kill-on-invalid-dep=yes --array=0-2 job-0.sbatch\n',
  )
  expect(textOf['job-0.sbatch']).toContain(`\n. ${folder}/"$RETABLE_TASK"/program.sh\n`)
  expect(textOf['1/program.sh']).toContain(`\ncd ${folder}/1 || exit 70\n`)
  expect(textOf['1/program.sh']).toContain(`\nneeds '${resultFile}' sha256-of-its-job.json\n`)
})
