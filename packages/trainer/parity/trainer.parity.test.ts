import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { PreferencePair } from '@retable/core'
import { beforeAll, expect, test } from 'vitest'
import { launchOf } from '../src/index.ts'
import { readme, readmeWith, type LossValues } from './losses-table.ts'
import { namedChecks, runChecks, type Check } from './run-checks.ts'

let checks: ReadonlyMap<string, Check>
// Libraries are read from a cold disk, and a model of 135M parameters is trained.
beforeAll(async () => {
  checks = new Map((await runChecks()).map((check) => [check.name, check]))
}, 1_800_000)

const lossValues = () => checks.get('check_table')!.values as LossValues

test('every check that has run is one of those named here', () => {
  expect([...checks.keys()]).toEqual(namedChecks().map(({ name }) => name))
})

for (const { module, name, title } of namedChecks()) {
  test(`${module}: ${title}`, (context) => {
    const check = checks.get(name)
    const { skipped } = (check?.values ?? {}) as { readonly skipped?: string }
    if (skipped !== undefined) context.skip(skipped)
    expect(check).toMatchObject({ fault: null })
  })
}

test('accelerate reads the settings of a sharded start', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-launch-'))
  try {
    const file = path.join(folder, 'launch.json')
    const hardware = { parameters: 8e9, trained: 8e9, weights: 'float32', hasReference: true } as const
    const { config } = launchOf(
      { ...hardware, layer: 'LlamaDecoderLayer', gpus: 4, gpuBytes: 80 * 2 ** 30 },
      file,
    )
    await writeFile(file, JSON.stringify(config))
    const program =
      'import sys; from accelerate.commands.config.config_args import load_config_from_file as load; c = load(sys.argv[1]); print(type(c).__name__, c.distributed_type.value, c.num_processes, c.fsdp_config["fsdp_version"])'
    const { stdout } = await promisify(execFile)(process.env['RETABLE_PYTHON_TRAINER']!, [
      '-c',
      program,
      file,
    ])
    expect(stdout.trim()).toBe('ClusterConfig FSDP 4 2')
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the README has the losses that are computed', async () => {
  expect(await readFile(readme, 'utf8')).toBe(readmeWith(lossValues()))
})

/** The part of nanolm's losses that weighs rows; it is no export of that package's. */
interface NanolmLoss {
  readonly objectiveOf: (loss: object) => {
    readonly rowsOf: (
      shard: readonly object[],
      whole: readonly object[],
    ) => {
      readonly likelihoodWeight: readonly number[]
      readonly preferenceWeight: readonly number[]
      readonly reference: readonly number[]
    }
  }
}

test('nanolm’s weights of the same log-probabilities give the same losses', async () => {
  const file = new URL('../../nanolm/src/losses/objective-of.ts', import.meta.url).href
  const { objectiveOf } = (await import(file)) as NanolmLoss
  const { table, sums, weights } = lossValues()
  const tokens = (length: number) => ({ tokens: Array<number>(length + 1).fill(0), prompt: 1 })
  const lossOf = (name: string, from: number, to: number): number | null => {
    const group = sums.slice(from, to)
    const beta = 0.1
    if (name.startsWith('sft')) {
      const whole = group.map(({ lengths }) => ({ row: tokens(lengths[0]) }))
      const { likelihoodWeight } = objectiveOf({ kind: 'sft', mean: name.split(' ').at(-1) }).rowsOf(
        whole,
        whole,
      )
      return -group.reduce((sum, { chosen }, i) => sum + likelihoodWeight[i]! * chosen, 0)
    }
    // nanolm has no penalty of lengths.
    if (name === 'r-dpo') return null
    const whole = group.map(({ lengths, reference }, i) => ({
      chosen: tokens(lengths[0]),
      rejected: tokens(lengths[1]),
      reference,
      weight: (name.startsWith('weighted') ? weights[from + i]! : 1) satisfies PreferencePair['weight'],
    }))
    const alpha = name.endsWith('nll') ? 1 : 0
    const rows = objectiveOf({ kind: 'dpo', beta, alpha }).rowsOf(whole, whole)
    const logp = [...group.map(({ chosen }) => chosen), ...group.map(({ rejected }) => rejected)]
    const gain = logp.map((value, i) => value - rows.reference[i]!)
    return -logp.reduce((sum, value, i) => {
      const preference = rows.preferenceWeight[i]
      const margin = gain[i]! - (gain[i + group.length] ?? 0)
      const logSigmoid = -Math.log1p(Math.exp(-beta * margin))
      return (
        sum + rows.likelihoodWeight[i]! * value + (preference === undefined ? 0 : preference * logSigmoid)
      )
    }, 0)
  }
  expect(table).toHaveLength(6)
  for (const { objective, ours } of table) {
    for (const [step, [from, to]] of (
      [
        [0, 4],
        [4, 6],
      ] as const
    ).entries()) {
      const loss = lossOf(objective, from, to)
      if (loss !== null) {
        expect(Math.abs(ours[0]![step]![0] / loss - 1), `${objective}, ${step}`).toBeLessThan(1e-5)
      }
    }
  }
})
