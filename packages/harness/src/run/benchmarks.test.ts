import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Recipe, Reproduction, SetupOptions, TierSetup } from '@retable/core'
import { expect, onTestFinished, test } from 'vitest'
import { recordFolder } from '../results/tracked/record.ts'
import { plan } from './plan-run.ts'
import { tierOf } from './tier.ts'

const recipe: Recipe<string> = (lab, name) => {
  const prompts = lab.data(`${name} prompts`, { size: 2, make: () => [{ id: 'a', prompt: 'p' }] })
  const model = lab.model('base', {
    kind: 'hub',
    repository: 'Qwen/Qwen2.5-0.5B-Instruct',
    revision: '7ae557604adf67be50417f59c2c2f167def9a775',
  })
  lab.generate('samples', model, prompts, { samples: 1, sampling: { temperature: 1, topP: 1, maxTokens: 7 } })
}
const made: SetupOptions[] = []
const setup = (options: SetupOptions): TierSetup<string> => {
  made.push(options)
  return {
    setup: options.benchmark ?? 'own',
    engine: { engine: 'none', settings: { reason: 'needs more' } },
    ...{ hyperparameters: [], remarks: [], claims: [], underpowered: false, differences: [] },
  }
}
const of = (tier: (options: SetupOptions) => TierSetup<string>) => ({
  reproduction: {
    paper: { id: 'toy' },
    runs: {
      ...{ recipe, defaultTier: 'nano', cells: [] },
      tiers: { nano: tier, mini: tier, paper: tier },
      benchmarks: { mini: ['one'], paper: ['one', 'two'] },
    },
  } as unknown as Reproduction<unknown>,
  folder: '',
  reported: [],
})
const loaded = of(setup) as never
const options = { seed: 1, quick: false }

test('a tier of several benchmarks is laid out for the one that is asked, and else for its first', () => {
  const asked = tierOf(loaded, { ...options, tier: 'paper', benchmark: 'two' })
  expect([asked.benchmark, asked.steps[0]!.name]).toEqual(['two', 'two prompts'])
  expect(tierOf(loaded, { ...options, tier: 'paper' }).benchmark).toBe('one')
  expect(made.at(-1)).toEqual({ seed: 1, quick: false, benchmark: 'one' })
})

test('a tier of one benchmark takes its name, and has no choice to be told of', () => {
  const only = tierOf(loaded, { ...options, tier: 'mini', benchmark: 'one' })
  expect([only.benchmark, only.steps[0]!.name]).toEqual([undefined, 'one prompts'])
  expect(tierOf(loaded, options).steps[0]!.name).toBe('own prompts')
})

test.each([
  ['paper', 'three', 'there are one, two'],
  ['nano', 'two', 'it is one of the tier paper: add --tier paper'],
  ['nano', 'three', 'its data are its own; leave --benchmark out'],
] as const)('at the tier %s the benchmark %s is refused with what there is', (tier, benchmark, told) => {
  expect(() => tierOf(loaded, { ...options, tier, benchmark })).toThrow(told)
  expect(() => tierOf(loaded, { ...options, tier, benchmark })).toThrow(
    expect.objectContaining({ code: 'harness/unknown-benchmark' }),
  )
})

test('records of each benchmark have a folder of their own', () => {
  const folder = (benchmark?: string) =>
    recordFolder('checkout', { paper: 'toy', tier: 'paper', ...(benchmark && { benchmark }) })
  expect([folder(), folder('two')]).toEqual(['checkout/results/toy/paper', 'checkout/results/toy/paper-two'])
})

test('a plan reckons with the hardware that a tier is laid out for, weights of the hub included', async () => {
  const storeDirectory = await mkdtemp(path.join(tmpdir(), 'retable-plan-'))
  onTestFinished(() => rm(storeDirectory, { recursive: true }))
  const hardware = { gpus: 9999, gpu: '24 GB', parameters: 7e9, rowTokens: 10, bytesPerWeight: 4 } as const
  const asked = {
    loaded: of((given) => ({ ...setup(given), hardware })) as never,
    tier: 'paper',
    storeDirectory,
  } as const
  const planned = await plan({ ...options, ...asked, benchmark: 'two' })
  const step = (name: string) => planned.steps.find((one) => one.step === name)!
  // 2 × 7e9 × 14 tokens at 7e12 a second; 6 bytes a token.
  expect(step('samples').gpuHours).toBeCloseTo((2 * 7e9 * 14) / 7e12 / 3600, 12)
  expect([step('samples').diskBytes, step('base').diskBytes]).toEqual([14 * 6, 999_586_347])
  expect(planned).toMatchObject({ benchmark: 'two', diskBytes: 14 * 6 + 999_586_347 })
  expect(planned.assumptions.length).toBeGreaterThan(3)
  expect(planned.cannotRun).toMatch(/^needs 9999 GPUs of 24 GB, and this machine has /)
  // What the machine lacks is said before what the engine says.
  expect((await plan({ ...options, loaded, tier: 'paper', storeDirectory })).cannotRun).toBe('needs more')
})
