import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeProgram } from '../../testing/fake-program.ts'
import type { SlurmSettings } from '../slurm-settings.ts'
import { programScript, type ScriptedProgram } from './program-script.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'retable-script-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const image = `docker://pytorch/pytorch@sha256:${'a'.repeat(64)}`
const script = (more: Partial<ScriptedProgram> = {}, settings: SlurmSettings = {}) =>
  programScript(
    {
      ...{
        name: 'train',
        folder,
        program: fakeProgram('fake_job'),
        python: 'python3',
        comment: 'retable job 1',
      },
      ...{ args: ['tell', 'a b', ''], threads: 2, gpus: 0, nodes: 1 },
      ...more,
    },
    settings,
  )
const options = (text: string) => text.split('\n').filter((line) => line.startsWith('#SBATCH '))

/** Runs a script as a node would, with small programs for those that a test machine lacks: they write down their words. */
function runScript(
  text: string,
  env: Record<string, string> = {},
): { words: string[]; environment: Record<string, string> } {
  const bin = path.join(folder, 'bin')
  mkdirSync(bin)
  const tell = `#!/bin/sh
env -0 >${folder}/environment
for word; do printf '%s\\0' "$word"; done >${folder}/words
`
  for (const name of ['apptainer', 'enroot', 'srun', 'python3']) {
    writeFileSync(path.join(bin, name), tell)
    chmodSync(path.join(bin, name), 0o755)
  }
  writeFileSync(path.join(bin, 'scontrol'), '#!/bin/sh\necho node7\necho node8\n')
  chmodSync(path.join(bin, 'scontrol'), 0o755)
  writeFileSync(path.join(folder, 'job.sbatch'), text)
  execFileSync('sh', [path.join(folder, 'job.sbatch')], {
    env: {
      PATH: `${bin}:${process.env['PATH']}`,
      HOME: '/home/me',
      SLURM_JOB_ID: '12',
      SLURM_JOB_NODELIST: 'node[7-8]',
      ...env,
    },
  })
  const list = (file: string) => readFileSync(path.join(folder, file), 'utf8').split('\0').slice(0, -1)
  return {
    words: list('words'),
    environment: Object.fromEntries(
      list('environment').map((line) => [
        line.slice(0, line.indexOf('=')),
        line.slice(line.indexOf('=') + 1),
      ]),
    ),
  }
}

test('what a cluster is asked for', () => {
  const settings: SlurmSettings = {
    ...{ partition: 'gpu', account: 'lab 1', timeMinutes: 60, memoryMb: 2000, gpuType: 'a100', cpus: 12 },
    sbatch: ['--reservation=the "best"'],
  }
  const asked = options(script({ gpus: 4 }, settings))
  expect(asked).toEqual(
    expect.arrayContaining([
      ...['#SBATCH --requeue', '#SBATCH --open-mode=append', '#SBATCH --export=NONE', '#SBATCH --time=60'],
      ...[
        '#SBATCH --signal=B:TERM@120',
        '#SBATCH --partition=gpu',
        '#SBATCH --account="lab 1"',
        '#SBATCH --mem=2000M',
      ],
      ...['#SBATCH --gpus-per-node=a100:4', '#SBATCH --cpus-per-task=12', '#SBATCH --nodes=1'],
      '#SBATCH "--reservation=the \\"best\\""',
    ]),
  )
  expect(options(script({ gpus: 4 }, { ...settings, gpuOption: 'gres' }))).toContain(
    '#SBATCH --gres=gpu:a100:4',
  )
  // It would come at the start where it is longer than the limit.
  expect(options(script({ minutes: 2 }))).toContain('#SBATCH --signal=B:TERM@60')
  expect(options(script()).join()).not.toMatch(/gpu|gres|--time|--wrap/)
})

test('a program sees what is listed of a login environment, and what its job sets', () => {
  const { words, environment } = runScript(
    script(
      { environment: { ODD: `a 'b' $(touch x)\n"` } },
      { keep: ['CUDA_HOME'], setup: ['export CUDA_HOME=/cuda BAD=1'] },
    ),
    {
      ...{
        SECRET_KEY: 'secret',
        PYTHONPATH: '/elsewhere',
        CUDA_VISIBLE_DEVICES: '3',
        LINES: 'two\nLINES2=x',
      },
    },
  )
  expect(words).toEqual(['-s', '-P', '-u', '-m', 'fake_job', 'tell', 'a b', ''])
  expect(environment).toMatchObject({
    ODD: `a 'b' $(touch x)\n"`,
    HOME: '/home/me',
    CUDA_HOME: '/cuda',
    CUDA_VISIBLE_DEVICES: '3',
  })
  expect(environment).toMatchObject({
    PYTHONNOUSERSITE: '1',
    OMP_NUM_THREADS: '2',
    PYTHONPATH: fakeProgram('fake_job').folder,
    PWD: folder,
  })
  for (const name of ['SECRET_KEY', 'BAD', 'LINES', 'LINES2']) expect(environment[name]).toBeUndefined()
  expect(readFileSync(path.join(folder, 'log.txt'), 'utf8')).toMatch(
    /^# \S+ job 12: "train" fake_job "tell" "a b" "" OMP/,
  )
})

test('apptainer: a home of its own, no environment of the node but what is told, its folder stated', () => {
  const { words, environment } = runScript(
    script(
      { gpus: 1, python: '/usr/bin/python3', reads: ['/models/base'], environment: { KEY: 'a,b' } },
      { container: { kind: 'apptainer', image, python: '/usr/bin/python3' }, keep: ['MINE', 'ABSENT'] },
    ),
    { CUDA_VISIBLE_DEVICES: '2', MINE: 'my "own"' },
  )
  const modules = fakeProgram('fake_job').folder
  expect(words).toEqual([
    ...['exec', '--cleanenv', '--contain', '--home', `${folder}/.home`],
    ...['--workdir', `${folder}/.home/work`, '--pwd', folder, '--bind', folder],
    ...['--bind', `${modules}:${modules}:ro`, '--bind', '/models/base:/models/base:ro', '--nv', image],
    ...['/usr/bin/python3', '-s', '-P', '-u', '-m', 'fake_job', 'tell', 'a b', ''],
  ])
  expect(environment).toMatchObject({
    APPTAINERENV_KEY: 'a,b',
    APPTAINERENV_PYTHONNOUSERSITE: '1',
    APPTAINERENV_TRITON_CACHE_DIR: `${folder}/.home/cache/triton`,
    // Else it would take GPU 0, which may be another job's.
    APPTAINERENV_CUDA_VISIBLE_DEVICES: '2',
    APPTAINERENV_MINE: 'my "own"',
  })
  // It refuses the one, and takes the other for set.
  expect(Object.keys(environment)).not.toContain('APPTAINERENV_HOME')
  expect(Object.keys(environment)).not.toContain('APPTAINERENV_ABSENT')
})

test('enroot: its folder is entered inside, and the user’s own settings do not reach it', () => {
  const { words, environment } = runScript(
    script({}, { container: { kind: 'enroot', image: '/images/a.sqsh', python: 'python3' } }),
    { ENROOT_MOUNT_HOME: 'yes', CUDA_VISIBLE_DEVICES: '2' },
  )
  expect(words.slice(0, 3)).toEqual(['start', '--mount', `${folder}:${folder}`])
  const at = words.indexOf('/images/a.sqsh')
  expect(words.slice(at + 1, at + 7)).toEqual([
    'sh',
    '-c',
    'cd "$1" && shift && exec "$@"',
    'sh',
    folder,
    'python3',
  ])
  expect(words).toContain('PYTHONNOUSERSITE')
  expect(words[words.indexOf('CUDA_VISIBLE_DEVICES') - 1]).toBe('--env')
  expect(words).not.toContain('NVIDIA_VISIBLE_DEVICES')
  expect(environment['ENROOT_MOUNT_HOME']).toBe('no')
})

test('pyxis: srun stands outside, and has the folder', () => {
  const { words } = runScript(
    script({}, { container: { kind: 'pyxis', image: '/images/a.sqsh', python: 'python3' } }),
  )
  expect(words).toEqual(
    expect.arrayContaining([
      '--container-image=/images/a.sqsh',
      `--container-workdir=${folder}`,
      '--no-container-mount-home',
      '--export=ALL',
    ]),
  )
  expect(words.at(-10)).toMatch(/^--container-env=HOME.*PYTHONNOUSERSITE/)
  expect(words.slice(-9)).toEqual(['python3', '-s', '-P', '-u', '-m', 'fake_job', 'tell', 'a b', ''])
})

test.each([undefined, 'apptainer'] as const)(
  'several nodes: each process is told its place as torchrun would: %s',
  (kind) => {
    const container = kind && { kind, image, python: 'python3' }
    const text = script({ nodes: 2, gpus: 4 }, { container })
    expect(options(text)).toEqual(
      expect.arrayContaining([
        '#SBATCH --nodes=2',
        '#SBATCH --ntasks-per-node=4',
        '#SBATCH --gpus-per-node=4',
      ]),
    )
    const { words } = runScript(text)
    expect(words.slice(0, 4)).toEqual([
      '--nodes=2',
      '--ntasks-per-node=4',
      '--export=ALL',
      '--kill-on-bad-exit=1',
    ])
    // As srun would start one of its processes.
    const env = {
      ...process.env,
      SLURM_PROCID: '5',
      SLURM_LOCALID: '1',
      SLURM_NODEID: '1',
      SLURM_NTASKS: '8',
      MASTER_ADDR: 'node7',
      MASTER_PORT: '20012',
      RETABLE_ENDED: folder,
    }
    const at = words.indexOf('sh')
    const seen = execFileSync('sh', ['-c', words[at + 2]!, 'sh', 'env'], { env, encoding: 'utf8' })
    const prefixes = kind === undefined ? [''] : ['', 'APPTAINERENV_']
    for (const prefix of prefixes) {
      for (const pair of [
        'RANK=5',
        'LOCAL_RANK=1',
        'NODE_RANK=1',
        'WORLD_SIZE=8',
        'MASTER_ADDR=node7',
        'MASTER_PORT=20012',
      ]) {
        expect(seen).toContain(`\n${prefix}${pair}\n`)
      }
    }
    expect(words[at + 4]).toBe(kind ?? 'python3')
  },
)

test('a launcher leaves its processes the time in which Slurm ends them', () => {
  const launcher = { module: 'launch', args: ['launch.json'] }
  const waits = (more: Partial<ScriptedProgram>, settings: SlurmSettings = {}) =>
    /TORCH_ELASTIC_SHUTDOWN_TIMEOUT=(\d+)/.exec(script(more, settings))?.[1]
  expect(waits({ launcher })).toBe('115')
  expect(waits({ launcher, graceMs: 600_000 }, { graceSeconds: 300 })).toBe('595')
  expect(waits({})).toBeUndefined()
})

test('the first node is the one that all meet at', () => {
  const { environment } = runScript(script({ nodes: 2 }))
  expect(environment).toMatchObject({ MASTER_ADDR: 'node7', MASTER_PORT: '20012', SLURM_EXPORT_ENV: 'ALL' })
})

test.each([
  [
    { container: { kind: 'apptainer', image: 'pytorch/pytorch:latest', python: 'python3' } },
    {},
    'add the digest',
  ],
  [{ container: { kind: 'enroot', image, python: 'python3' } }, {}, 'enroot starts an image from a file'],
  [{ container: { kind: 'apptainer', image, python: 'python3' } }, { reads: ['/a:b'] }, 'a colon, a comma'],
  [{}, { environment: { 'A B': '1' } }, '"A B" is no name of a variable'],
  [{ keep: ['x) rm'] }, {}, 'is no name of a variable'],
] as const)('%j %j is refused', (settings, more, says) => {
  expect(() => script(more, settings)).toThrow(says)
})

test('a folder whose name Slurm would change has no file of Slurm’s own', () => {
  expect(options(script())).toContain(`#SBATCH --output=${folder}/slurm.txt`)
  expect(options(script({ folder: `${folder}/100%j` }))).toContain('#SBATCH --output=/dev/null')
})
