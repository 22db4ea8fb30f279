import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockedPackages } from '../run/locked-packages.ts'
import { compareRecord, writeRecord } from './record.ts'
import type { RunResult } from '../run/run.ts'

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

test('the order of seeds decides nothing, and a part that only one manifest has is a difference', async () => {
  await writeRecord(root, resultOf({ 11: 0.5, 12: 0.75 }))
  const { manifest, results, ...rest } = resultOf({ 11: 0.5, 12: 0.75 })
  const turned = { ...rest, results: results.toReversed(), manifest: { ...manifest, seeds: [12, 11] } }
  expect(await compareRecord(root, turned)).toEqual({ kind: 'same' })
  const file = path.join(root, 'results/p/nano/manifest.json')
  await writeFile(file, JSON.stringify({ ...manifest, remarks: undefined }))
  expect(await compareRecord(root, { ...rest, results, manifest })).toEqual({
    kind: 'differs',
    differences: ['manifest.json: remarks'],
  })
})

test('a record that is damaged is said to be', async () => {
  await writeRecord(root, resultOf({ 11: 0.5 }))
  const folder = path.join(root, 'results/p/nano')
  const compare = () => compareRecord(root, resultOf({ 11: 0.5 }))
  await rm(path.join(folder, 'metrics.csv'))
  await expect(compare()).rejects.toMatchObject({
    kind: 'environment',
    message: `${folder}/metrics.csv: the recorded file is missing; restore it with Git`,
  })
  const manifest = await readFile(path.join(folder, 'manifest.json'), 'utf8')
  for (const text of [manifest.slice(0, 40), 'null', '{"seeds": [11]}']) {
    await writeFile(path.join(folder, 'manifest.json'), text)
    await expect(compare()).rejects.toMatchObject({ code: 'harness/record' })
  }
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
  const packages = await lockedPackages(path.resolve(import.meta.dirname, '../../../..'), [
    'core',
    'nanolm',
  ])
  expect(packages['@jax-js/jax@0.1.25']).toMatch(/^sha512-/)
  expect(Object.keys(packages).filter((name) => /vitest|commander|csv/.test(name))).toEqual([])
})
