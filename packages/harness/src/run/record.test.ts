import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockedPackages } from './locked-packages.ts'
import { compareRecord, writeRecord } from './record.ts'
import type { RunResult } from './run.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retable-record-'))
})
afterEach(() => rm(root, { recursive: true }))

/** A run of some seeds; `values` are their accuracies. */
function resultOf(values: Readonly<Record<number, number>>, packages = {}): RunResult {
  const seeds = Object.keys(values).map(Number)
  const measured = (value: number) => ({
    setting: 'base, greedy',
    benchmark: null,
    variant: '',
    measurements: [{ name: 'accuracy', value, standardError: null, n: 10, unit: '1', interval: null }],
    units: {},
    scores: [],
  })
  return {
    reproduction: {} as never,
    manifest: {
      paper: 'p',
      arxiv: '0',
      tier: 'nano',
      quick: false,
      seeds,
      packages,
      engine: {},
      hyperparameters: [],
      remarks: [],
      steps: Object.fromEntries(seeds.map((seed) => [seed, [{ step: 'a', kind: 'data', key: `k${seed}` }]])),
    },
    results: seeds.map((seed) => ({ seed, settings: [measured(values[seed]!)] })),
    claims: [],
    diff: [],
    drawn: 0,
    reused: 0,
  }
}

test('a run of one recorded seed, or of all, is the same byte for byte', async () => {
  await writeRecord(root, resultOf({ 11: 0.5, 12: 0.75 }))
  expect(await compareRecord(root, resultOf({ 12: 0.75 }))).toEqual({ kind: 'same' })
  expect(await compareRecord(root, resultOf({ 11: 0.5, 12: 0.75 }))).toEqual({ kind: 'same' })
})

test('what differs is named', async () => {
  await writeRecord(root, resultOf({ 11: 0.5, 12: 0.75 }))
  expect(await compareRecord(root, resultOf({ 12: 0.76 }))).toEqual({
    kind: 'differs',
    differences: ['metrics.csv: 1 of 1 rows'],
  })
  expect(await compareRecord(root, resultOf({ 12: 0.75 }, { 'a@1': 'sha512-x' }))).toEqual({
    kind: 'differs',
    differences: ['manifest.json: packages'],
  })
})

test('seeds that are not recorded, and quick runs, have nothing beside them', async () => {
  expect(await compareRecord(root, resultOf({ 11: 0.5 }))).toEqual({ kind: 'none' })
  await writeRecord(root, resultOf({ 11: 0.5 }))
  expect(await compareRecord(root, resultOf({ 11: 0.5, 12: 0.5 }))).toEqual({ kind: 'none' })
  const { manifest, ...rest } = resultOf({ 11: 0.5 })
  expect(await compareRecord(root, { ...rest, manifest: { ...manifest, quick: true } })).toEqual({
    kind: 'none',
  })
})

test('the packages that decide numbers are those of the model work, with their hashes', async () => {
  const packages = await lockedPackages(path.resolve(import.meta.dirname, '../../../..'))
  expect(packages['@jax-js/jax@0.1.25']).toMatch(/^sha512-/)
  expect(Object.keys(packages).filter((name) => /vitest|commander|csv/.test(name))).toEqual([])
})
