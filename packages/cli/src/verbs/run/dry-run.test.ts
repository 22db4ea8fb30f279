import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { sumsModule } from '@retable/harness/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'

const main = path.join(import.meta.dirname, '../../main.ts')
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-dry-'))
})
afterAll(() => rm(directory, { recursive: true }))

const retable = (...words: string[]) =>
  execa(process.execPath, [main, ...words], {
    cwd: directory,
    reject: false,
    env: { RETABLE_STORE: path.join(directory, 'store') },
  })
const textOf = (...names: string[]) => readFile(path.join(directory, ...names), 'utf8')
interface ComposeFile {
  readonly services: {
    readonly program: {
      readonly image: string
      readonly volumes: readonly { readonly source: string; readonly read_only: boolean }[]
      readonly deploy?: object
      readonly ports?: readonly string[]
      readonly network_mode?: string
    }
  }
}
const programOf = async (...names: string[]) =>
  (parse(await textOf(...names, 'compose.yaml')) as ComposeFile).services.program

test('run writes a compose file for each program of a tier, and starts and makes nothing else', async () => {
  const { stdout, exitCode } = await retable(
    ...['run', 'iterative-rpo', '--tier', 'mini', '--runtime', 'compose', '--dry-run', '--out', 'jobs'],
  )
  expect([exitCode, stdout.split('\n')[0]]).toEqual([
    0,
    expect.stringMatching(/^iterative-rpo, tier mini: \d+ programs, of which none was started; files in /),
  ])
  expect(stdout).toContain('01-server-of-base: server of base, 1 GPU (compose.yaml, container.sh), for')
  const server = await programOf('jobs', '01-server-of-base')
  expect(server.image).toMatch(/^vllm\/vllm-openai@sha256:[\da-f]{64}$/)
  expect([server.ports, server.deploy !== undefined]).toEqual([['127.0.0.1::8000'], true])
  expect(await textOf('jobs', '01-server-of-base', 'container.sh')).toContain("'--generation-config' 'vllm'")
  const training = await programOf('jobs', '02-rpo-iteration-1')
  expect(training.image).toMatch(/^pytorch\/pytorch@sha256:[\da-f]{64}$/)
  expect(training.network_mode).toBe('none')
  // It reads the model that it starts from, and writes in its own folder alone.
  const weights = path.join(directory, 'store', 'weights', 'Qwen--Qwen2.5-0.5B-Instruct')
  expect(training.volumes.some(({ source }) => source.startsWith(weights))).toBe(true)
  const written = training.volumes.filter(({ read_only }) => !read_only)
  expect(written.map(({ source }) => source)).toEqual([path.join(directory, 'jobs', '02-rpo-iteration-1')])
  await expect(stat(path.join(directory, 'store'))).rejects.toThrow('ENOENT')

  // What settings hold, keys among it, is nobody else's to read.
  const script = await stat(path.join(directory, 'jobs', '01-server-of-base', 'container.sh'))
  expect(script.mode & 0o777).toBe(0o600)
  const twice = await retable(
    ...['run', 'iterative-rpo', '--tier', 'mini', '--runtime', 'compose', '--dry-run', '--out', 'jobs'],
  )
  expect([twice.exitCode, twice.stderr]).toEqual([2, expect.stringContaining('jobs is not empty')])
})

test('what would be refused is said in the words that refuse it, and what a runtime cannot do at all is not written', async () => {
  const words = ['iterative-rpo', '--tier', 'paper', '--runtime']
  const { stdout } = await retable(...['run', ...words, 'slurm', '--dry-run', '--out', 'paper', '--json'])
  const { cannotRun } = JSON.parse(stdout) as { readonly cannotRun: string }
  expect(cannotRun).toContain('needs weights that cannot be verified: ')
  // Each sharded training has a file that its model decides.
  const { programs } = JSON.parse(stdout) as {
    readonly programs: readonly { name: string; lacks?: string }[]
  }
  expect(programs.find(({ name }) => name.startsWith('rpo'))?.lacks).toBe(
    'launch.json is written when the model that it starts from is here',
  )
  const run = await retable('run', ...words, 'slurm')
  expect(run.stderr).toContain(cannotRun)
  const plan = await retable('plan', ...words, 'slurm', '--json')
  expect((JSON.parse(plan.stdout) as { readonly cannotRun: string }).cannotRun).toBe(cannotRun)
  // Which GPUs a cluster has is not this machine's to say.
  expect(cannotRun).not.toContain('this machine has')
  const here = await retable('plan', ...words, 'local', '--json')
  expect((JSON.parse(here.stdout) as { readonly cannotRun: string }).cannotRun).toContain('this machine has')

  const apart = await retable(...['run', ...words, 'compose', '--dry-run', '--out', 'apart'])
  expect([apart.exitCode, apart.stderr]).toEqual([
    3,
    expect.stringMatching(
      /training is to run on 8 machines together, and compose has this one: take --runtime slurm/,
    ),
  ])
})

test('on Slurm the settings of the cluster are in each script', async () => {
  const settings = path.join(directory, 'retable.runtime.yaml')
  await writeFile(settings, 'slurm: {partition: gpu-long, time: "12:00:00", gpu: h100}\n')
  const { stdout } = await retable(
    ...[
      'run',
      'iterative-rpo',
      '--tier',
      'mini',
      '--runtime',
      'slurm',
      '--dry-run',
      '--out',
      'slurm',
      '--json',
    ],
  )
  const { programs } = JSON.parse(stdout) as { readonly programs: readonly { readonly folder: string }[] }
  expect(await readdir(path.join(directory, 'slurm'))).toHaveLength(programs.length)
  for (const { folder } of programs) {
    const script = await readFile(path.join(folder, 'job.sbatch'), 'utf8')
    expect(script).toMatch(/^#SBATCH --partition=gpu-long$/m)
    expect(script).toMatch(/^#SBATCH --gpus-per-node=h100:1$/m)
    expect(script).toMatch(/^#SBATCH --time=720$/m)
  }
  // The server of what a training leaves is submitted with it, and looks for its result.
  const folders = programs.map(({ folder }) => path.basename(folder))
  const training = folders.find((name) => /^\d+-rpo-iteration-1$/.test(name))!
  const server = folders.find((name) => name.endsWith('-server-of-rpo-iteration-1'))!
  expect(await textOf('slurm', server, 'submit.sh')).toBe(
    '#!/bin/sh\nsbatch --parsable --dependency=afterok:THE-ID-OF-rpo-iteration-1 --kill-on-invalid-dep=yes job.sbatch\n',
  )
  expect(await textOf('slurm', server, 'job.sbatch')).toContain(
    `\nneeds ${path.join(directory, 'slurm', training, 'result.json')} sha256-of-its-job.json\n`,
  )
  await expect(stat(path.join(directory, 'slurm', '01-server-of-base', 'submit.sh'))).rejects.toThrow(
    'ENOENT',
  )
  await writeFile(settings, 'slurm:\n  partitoin: gpu\n')
  const wrong = await retable(
    'run',
    'iterative-rpo',
    '--tier',
    'mini',
    '--runtime',
    'slurm',
    '--dry-run',
    '--out',
    'x',
  )
  expect([wrong.exitCode, wrong.stderr]).toEqual([
    2,
    expect.stringContaining(
      `retable: ${settings}:2: "slurm.partitoin" is no setting: did you mean "partition"?`,
    ),
  ])
  await rm(settings)
})

test.each([
  [
    ['run', 'iterative-rpo', '--tier', 'mini', '--dry-run', '--runtime', 'compose'],
    'name a folder for it with --out',
  ],
  [
    ['run', 'iterative-rpo', '--dry-run', '--out', 'x', '--runtime', 'slurm'],
    'starts no programs (engine nanolm)',
  ],
  [
    ['eval', 'gsm8k', '--model', 'smollm2-135m', '--runtime', 'slurm', '--dry-run', '--out', 'x'],
    'is started by no files: name a model folder',
  ],
  [
    ['eval', 'gsm8k', '--model', 'hf:a/b@main', '--runtime', 'slurm', '--dry-run', '--out', 'x'],
    'may be other weights tomorrow',
  ],
])('%j: %s', async (words, says) => {
  const { exitCode, stderr } = await retable(...words)
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(says)])
})

test('on this machine a script starts each program, and a server on GPUs has to be there', async () => {
  const tiny = ['run', 'iterative-rpo', '--tier', 'tiny', '--dry-run', '--out']
  const { stdout } = await retable(...tiny, 'here')
  expect(stdout).toContain('01-base-sums: base/sums (start.sh)\n02-server-of-base-sums: ')
  const training = await textOf('here', '01-base-sums', 'start.sh')
  expect(training).toMatch(/ -m retable_trainer train \.\n$/)
  expect(training).toContain(`\ncd ${path.join(directory, 'here', '01-base-sums')} || exit 70\n`)
  expect(await textOf('here', '02-server-of-base-sums', 'start.sh')).toMatch(
    / -m retable_trainer serve \/.*\/model --name .* --port 0 --host 127\.0\.0\.1\n$/,
  )
  await expect(stat(path.join(directory, 'store'))).rejects.toThrow('ENOENT')

  const mini = ['run', 'iterative-rpo', '--tier', 'mini', '--dry-run', '--out']
  const without = await retable(...mini, 'mini')
  expect([without.exitCode, without.stderr]).toEqual([
    3,
    expect.stringContaining('take --runtime compose or slurm, which have it in a pinned image'),
  ])
  const settings = path.join(directory, 'vllm.yaml')
  await writeFile(settings, 'vllm: {python: /opt/vllm/bin/python}\n')
  expect((await retable(...mini, 'mini', '--runtime-settings', settings)).exitCode).toBe(0)
  const server = await textOf('mini', '01-server-of-base', 'start.sh')
  expect(server).toContain('\n  CUDA_VISIBLE_DEVICES=0 ')
  expect(server).toMatch(/ \/opt\/vllm\/bin\/python .* -m vllm\.entrypoints\.openai\.api_server --model /)
})

test('eval counts the requests to a model that is not here, and fetches nothing', async () => {
  const commit = '7ae557604adf67be50417f59c2c2f167def9a775'
  for (const model of ['smollm2-135m', `hf:a/b@${commit}`]) {
    const { stdout, stderr } = await retable('eval', sumsModule, '--model', model, '--dry-run')
    expect(stderr).toContain(`${model} is not here yet: `)
    expect(stdout).toMatch(/: (\d+) of \1 requests are new$/)
  }
  expect(await readdir(path.join(directory, 'store'))).not.toContain('python')
  await rm(path.join(directory, 'store'), { recursive: true })
})

test('eval writes what a model’s server would be started by, and fetches nothing', async () => {
  const commit = '7ae557604adf67be50417f59c2c2f167def9a775'
  const model = `hf:Qwen/Qwen2.5-0.5B-Instruct@${commit}`
  const asked = ['eval', 'gsm8k', '--model', model, '--runtime', 'compose', '--dry-run']
  const { stdout, exitCode } = await retable(...asked, '--gpus', '2', '--out', 'served')
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringContaining('2 GPUs (compose.yaml, container.sh); it was not started'),
  ])
  expect(await textOf('served', 'container.sh')).toContain(`'--tensor-parallel-size' '2'`)
  // As it is called when it is served.
  expect(stdout).toContain('server of Qwen2.5-0.5B-Instruct, 2 GPUs')
  expect(await textOf('served', 'container.sh')).toContain(`'--served-model-name' 'Qwen2.5-0.5B-Instruct'`)
  // A start is refused in the words that the dry run has for it, before anything is fetched.
  const told = await retable(...asked, '--gpus', '64', '--out', 'many', '--json')
  const { cannotRun } = JSON.parse(told.stdout) as { readonly cannotRun: string }
  expect(cannotRun).toMatch(/^needs /)
  const start = await retable(...asked.slice(0, -1), '--gpus', '64')
  expect([start.exitCode, start.stderr]).toEqual([
    3,
    expect.stringContaining(`--runtime compose ${cannotRun}`),
  ])
  expect((await programOf('served')).image).toMatch(/^vllm\//)
  await mkdir(path.join(directory, 'my-model'))
  await writeFile(path.join(directory, 'my-model', 'config.json'), '{}')
  await retable(
    'eval',
    'gsm8k',
    '--model',
    'my-model',
    '--runtime',
    'compose',
    '--dry-run',
    '--gpus',
    '0',
    '--out',
    'cpu',
  )
  expect((await programOf('cpu')).image).toMatch(/^pytorch\//)
  expect(await textOf('cpu', 'container.sh')).toContain(
    `'retable_trainer' 'serve' '${path.join(directory, 'my-model')}'`,
  )
})

test('a server over several nodes is written for Slurm, and refused elsewhere before its model is fetched', async () => {
  const model = `hf:Qwen/Qwen2.5-0.5B-Instruct@7ae557604adf67be50417f59c2c2f167def9a775`
  const asked = ['eval', 'gsm8k', '--model', model, '--gpus', '4', '--server-nodes', '2']
  const spread = ['--runtime', 'slurm', '--dry-run', '--out', 'spread']
  const { stdout, exitCode } = await retable(...asked, ...spread)
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringContaining('4 GPUs on each of 2 machines (job.sbatch); it was not started'),
  ])
  const script = await textOf('spread', 'job.sbatch')
  for (const line of ['nodes=2', 'ntasks-per-node=1', 'gpus-per-node=4']) {
    expect(script).toContain(`#SBATCH --${line}\n`)
  }
  expect(script).toMatch(
    /--tensor-parallel-size 4 --pipeline-parallel-size 2 --distributed-executor-backend ray/,
  )
  for (const how of [[], ['--runtime', 'compose', '--dry-run', '--out', 'x']]) {
    const refused = await retable(...asked, ...how)
    const runtime = how[1] ?? 'local'
    expect([refused.exitCode, refused.stderr.trim()]).toEqual([
      3,
      expect.stringMatching(
        new RegExp(`over 2 machines together, and ${runtime} has this one: take --runtime slurm`),
      ),
    ])
  }
})
