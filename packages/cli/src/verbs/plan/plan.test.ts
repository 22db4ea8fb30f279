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

test('the table has a column for each, and the last line says what lacks and what runs here', async () => {
  const { stdout } = await retable('plan', 'iterative-rpo', '--tier', 'mini')
  const lines = stdout.trim().split('\n')
  expect(lines[0]).toMatch(/tokens +train steps +GPU hours +disk/)
  expect(lines.find((line) => line.startsWith('base  '))).toMatch(/load .* 1 GB/)
  expect(lines.at(-1)).toBe(
    'This tier cannot run here: it needs a GPU of 24 GB, and this machine has no GPU that the NVIDIA driver tells of. ./retable run iterative-rpo --tier nano runs here.',
  )
})

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
