import { readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Reproduction, TrainingPlan } from '@retable/core'
import { reportedColumns } from '@retable/core/reported'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run, type RunRequest } from './run.ts'

const root = path.resolve(import.meta.dirname, '../../../..')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-run-'))
  await writeFile(path.join(folder, 'reported.csv'), `${reportedColumns.join(',')}\n`)
})
afterAll(() => rm(folder, { recursive: true }))

const plan: TrainingPlan = {
  loss: { kind: 'sft', mean: 'tokens' },
  optimizer: {
    ...{ kind: 'adamw', learningRate: 0.01, weightDecay: 0, clip: 1, warmup: 0, decayFrom: 0, finalShare: 1 },
    ...{ betas: [0.9, 0.95], epsilon: 1e-8 },
  },
  ...{ batchSize: 2, maxSteps: 1, order: 'given' },
}
const gate = { of: { setting: 'base', metric: 'length' }, least: 1, statement: 'it writes' }

/** A paper that draws `samples` completions of one prompt from a model of one step. */
const reproduction: Reproduction<number> = {
  paper: { id: 'p', title: 'P', authors: 'A', arxiv: '0000.00000v1', versions: [] },
  claims: [],
  runs: {
    recipe(lab, samples) {
      const prompts = lab.data('prompts', { size: 1, make: () => [{ id: 'a', prompt: 'a' }] })
      const examples = () => [{ prompt: 'a', completion: 'b' }]
      const base = lab.model('base', { kind: 'trained', phases: [{ name: 'one', plan, size: 1, examples }] })
      const sampling = { temperature: 1, topP: 1, maxTokens: 2 }
      const drawn = lab.generate('samples', base, prompts, { samples, sampling })
      const lengths = lab.derive('lengths', { drawn }, (given) => ({
        ...{ metric: 'length', unit: 'tokens' },
        values: given.drawn[0]!.completions.map(({ tokens }, i) => ({ item: String(i), value: tokens })),
      }))
      lab.measure('base', lengths)
    },
    defaultTier: 'nano',
    tiers: {
      nano: () => ({
        ...{ setup: 3, hyperparameters: [], remarks: [], claims: [], underpowered: false, differences: [] },
        gates: [gate],
        engine: {
          engine: 'nanolm',
          settings: { pieces: ['a', 'b'], width: 8, layers: 1, heads: 1, context: 4 },
        },
      }),
    },
    cells: [],
  },
}
const runSeeds = (seeds: readonly number[], more: Partial<RunRequest> = {}) =>
  run({
    loaded: { reproduction: reproduction as unknown as Reproduction<unknown>, folder },
    ...{ seeds, quick: false, root, storeDirectory: path.join(folder, 'store'), ...more },
  })

test('samples are counted over all seeds: what was drawn, and what was there', async () => {
  const first = await runSeeds([2, 1])
  expect(first).toMatchObject({ drawn: 6, reused: 0, manifest: { seeds: [1, 2], gates: [gate] } })
  expect(first.results.map((each) => [each.seed, Object.keys(each)])).toEqual([
    [1, ['seed', 'settings']],
    [2, ['seed', 'settings']],
  ])
  expect(await runSeeds([1, 2, 3])).toMatchObject({ drawn: 3, reused: 6 })
})

test('events tell the step, and of which seed where there are several', async () => {
  const namesOf = async (seeds: readonly number[]) => {
    const names = new Set<string>()
    await runSeeds(seeds, { onEvent: ({ step }) => names.add(step) })
    return [...names].toSorted()
  }
  const steps = ['base/measure lengths', 'base/one', 'base/one/texts', 'lengths', 'prompts', 'samples']
  expect(await namesOf([1])).toEqual(steps)
  expect(await namesOf([1, 2])).toEqual([1, 2].flatMap((seed) => steps.map((step) => `seed ${seed}/${step}`)))
})

test('models work on as many threads as are asked for', async () => {
  let threads = 0
  const count = () => {
    threads += 1
  }
  process.on('worker', count)
  try {
    // A training by itself takes two threads where there are two.
    for (const workers of [1, 2]) {
      threads = 0
      await runSeeds([1], { workers, storeDirectory: path.join(folder, `store-${workers}`) })
      expect(threads).toBe(workers)
    }
  } finally {
    process.off('worker', count)
  }
})

test('the store is closed afterwards, also when the run fails', async () => {
  const storeDirectory = path.join(folder, 'closed')
  // SQLite's last connection takes the log that it wrote away with it.
  const isOpen = () => readdirSync(storeDirectory).includes('store.sqlite-wal')
  const seen: boolean[] = []
  const onEvent = () => {
    seen.push(isOpen())
    throw new Error('stop')
  }
  await expect(runSeeds([1], { storeDirectory, onEvent })).rejects.toThrow('stop')
  expect([seen[0], isOpen()]).toEqual([true, false])
  await runSeeds([1], { storeDirectory })
  expect(isOpen()).toBe(false)
})
