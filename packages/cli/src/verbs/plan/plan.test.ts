import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = path.join(import.meta.dirname, '../../main.ts')
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-plan-'))
})
afterAll(() => rm(directory, { recursive: true }))

/** No driver of a GPU answers, and no mirror is there. */
function retable(...words: string[]) {
  return execa(process.execPath, [main, ...words], {
    cwd: directory,
    reject: false,
    env: { PATH: directory, RETABLE_MIRROR: '', RETABLE_STORE: path.join(directory, 'store') },
    extendEnv: true,
  })
}

interface Planned {
  readonly benchmark: string | null
  readonly gpuHours: number
  readonly diskBytes: number
  readonly assumptions: readonly string[]
  readonly cannotRun: string
  readonly steps: readonly {
    readonly step: string
    readonly gpuHours: number | null
    readonly diskBytes: number | null
    readonly workBytes: number | null
  }[]
}

test('a tier of real models is laid out with hours, disk, and what is taken for granted; nothing is read or fetched', async () => {
  const { exitCode, stdout } = await retable(
    'plan',
    'iterative-rpo',
    '--tier',
    'paper',
    '--benchmark',
    'math',
    '--json',
  )
  expect(exitCode).toBe(0)
  const plan = JSON.parse(stdout) as Planned
  expect(plan.benchmark).toBe('math')
  const of = (name: string) => plan.steps.find(({ step }) => step === name)!
  // By hand: 2 × 68,976,648,192 weights × 7,495 problems × 20 samples × 1,024 tokens at 30e12 operations a second.
  const hours = (2 * 68_976_648_192 * 7495 * 20 * 1024) / 30e12 / 3600
  expect(of('rpo/iteration 1/samples').gpuHours).toBeCloseTo(hours, 6)
  // A training that ends, and one of five checkpoints, each of four bytes a weight.
  const model = 4 * 68_976_648_192
  expect([of('dpo').diskBytes, of('dpo/with held-out tasks/training').diskBytes]).toEqual([model, 5 * model])
  expect(of('dpo').workBytes).toBe(3 * model)
  const sum = plan.steps.reduce((total, { gpuHours }) => total + (gpuHours ?? 0), 0)
  expect(plan.gpuHours).toBeCloseTo(sum, 6)
  expect(plan.assumptions.join(' ')).toContain('not measured')
  expect(plan.cannotRun).toMatch(/^needs 64 GPUs of 80 GB.*not pinned yet/)
  expect(await readdir(directory)).toEqual([])
})

test('the sums, the models and what lacks come first, then a table of model work with a column for each', async () => {
  const { stdout } = await retable('plan', 'iterative-rpo', '--tier', 'mini')
  const lines = stdout.trim().split('\n')
  expect(lines[0]).toMatch(/^iterative-rpo, tier mini: \d+ steps; at most /)
  expect(lines).toContain(
    'starts from Qwen/Qwen2.5-0.5B-Instruct@7ae557604adf67be50417f59c2c2f167def9a775, as base',
  )
  expect(stdout).toMatch(/\n\nstep .* tokens +train steps +GPU hours +disk\n/)
  expect(lines.find((line) => line.startsWith('base  '))).toMatch(/load .* 1 GB/)
  expect(stdout.replaceAll('\n  ', ' ')).toContain(
    'This tier cannot run here: it needs a GPU of 24 GB, and this machine has no GPU that the NVIDIA driver tells of. ./retable run iterative-rpo --tier nano runs here.\n',
  )
  expect(Math.max(...lines.slice(0, lines.indexOf('')).map(({ length }) => length))).toBeLessThanOrEqual(140)
})

test('steps that need no model are shown with --all, and their number without', async () => {
  const { stdout: some } = await retable('plan', 'iterative-rpo')
  const { stdout: all } = await retable('plan', 'iterative-rpo', '--all')
  const left = Number(/\n(\d+) steps without model work left out/.exec(some)?.[1])
  const rows = (text: string) => text.trim().split('\n\n')[1]!.split('\n').slice(1)
  expect(rows(all).length - rows(some).length).toBe(left)
  expect(rows(all).some((row) => / derive\b/.test(row))).toBe(true)
  expect(rows(some).some((row) => / (?:derive|measure|evaluate|data)\b/.test(row))).toBe(false)
  expect(all).not.toContain('left out')
})

test.each(['self-rewarding', 'lift'])(
  'the paper tier of %s says what it lacks in sentences that hold',
  async (paper) => {
    const { stdout } = await retable('plan', paper, '--tier', 'paper')
    expect(stdout).toContain('starts from meta-llama/Llama-2-70b-hf, whose commit the tier does not name')
    expect(stdout).toMatch(/asks .* by its API, as/)
    expect(stdout).not.toMatch(/pin-hub|not pin/)
  },
)

test('a run of it is refused with the same words, before anything is fetched', async () => {
  const { exitCode, stderr } = await retable('run', 'iterative-rpo', '--tier', 'mini')
  expect(exitCode).not.toBe(0)
  expect(stderr).toContain('this tier needs a GPU of 24 GB')
  expect(stderr).toContain('./retable run iterative-rpo --tier nano runs here')
})

test('a benchmark that the tier has not is refused with those that it has', async () => {
  const { exitCode, stderr } = await retable(
    'plan',
    'iterative-rpo',
    '--tier',
    'paper',
    '--benchmark',
    'arcc',
  )
  expect(exitCode).toBe(2)
  expect(stderr).toContain('there are gsm8k, arc, math')
})

test.each(['plan', 'run'])('the help of %s says what each tier is', async (verb) => {
  const { stdout } = await retable(verb, '--help')
  for (const tier of ['nano', 'mini', 'paper', 'tiny'])
    expect(stdout).toMatch(new RegExp(`\\n  ${tier} +\\w`))
})

test('a tier whose pace on processor cores was measured is told in hours of them', async () => {
  const { stdout } = await retable('plan', 'lift', '--tier', 'mini', '--json')
  const plan = JSON.parse(stdout) as { readonly coreHours: number; readonly cores: number } & Planned
  const drawn = plan.steps.find(({ step }) => step === 'base/limits/answers')!
  // By hand: 200 samples of at most 128 tokens, at 41 a second.
  expect(drawn).toMatchObject({ gpuHours: null, coreHours: expect.closeTo((200 * 128) / 41 / 3600, 9) })
  expect(plan.cores).toBe(2)
  const text = (await retable('plan', 'lift', '--tier', 'mini')).stdout
  const hours = (value: number) => value.toFixed(1)
  expect(text).toContain(
    `at most about ${hours(plan.coreHours / 2)} hours on 2 processor cores, ${hours(plan.coreHours)} hours of one`,
  )
  expect(text).toMatch(/train steps +core hours/)
})
