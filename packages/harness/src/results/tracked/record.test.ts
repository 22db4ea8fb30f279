import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { RecipeManifest } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockedPackages } from '../../run/locked-packages.ts'
import { compareRecord, writeRecord } from './record.ts'
import type { Tables } from '../write-run.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retable-record-'))
})
afterEach(() => rm(root, { recursive: true }))

/** The root, and the manifest and tables of a run of some seeds; `values` are their accuracies. */
function runOf(
  values: Readonly<Record<number, number>>,
  changed: Partial<RecipeManifest> = {},
): [root: string, manifest: RecipeManifest, tables: Tables] {
  const seeds = Object.keys(values).map(Number)
  const manifest: RecipeManifest = {
    ...{ paper: 'p', arxiv: '0', tier: 'nano', quick: false, seeds },
    ...{ packages: {}, engine: {}, hyperparameters: [], remarks: [] },
    steps: Object.fromEntries(seeds.map((seed) => [seed, [{ step: 'a', kind: 'data', key: `k${seed}` }]])),
    ...changed,
  }
  const rows = seeds.map((seed) => `base,accuracy,${values[seed]},${seed}\n`)
  const tables = { 'diff.csv': 'cell\n', 'claims.csv': 'claim\n' }
  return [root, manifest, { ...tables, 'metrics.csv': `setting,metric,value,seed\n${rows.join('')}` }]
}

test('a run of one recorded seed, or of all, is the same byte for byte', async () => {
  await writeRecord(...runOf({ 11: 0.5, 12: 0.75 }))
  expect(await compareRecord(...runOf({ 12: 0.75 }))).toEqual({ kind: 'same' })
  expect(await compareRecord(...runOf({ 11: 0.5, 12: 0.75 }))).toEqual({ kind: 'same' })
})

test('what differs is named', async () => {
  await writeRecord(...runOf({ 11: 0.5, 12: 0.75 }))
  expect(await compareRecord(...runOf({ 12: 0.76 }))).toEqual({
    kind: 'differs',
    differences: ['metrics.csv: 1 of 1 rows'],
  })
  expect(await compareRecord(...runOf({ 12: 0.75 }, { packages: { 'a@1': 'sha512-x' } }))).toEqual({
    kind: 'differs',
    differences: ['manifest.json: packages'],
  })
})

test('the order of seeds decides nothing, and a part that only one manifest has is a difference', async () => {
  await writeRecord(...runOf({ 11: 0.5, 12: 0.75 }))
  const [, manifest, tables] = runOf({ 11: 0.5, 12: 0.75 })
  const [header, ...rows] = tables['metrics.csv']!.trimEnd().split('\n')
  const turned = { ...tables, 'metrics.csv': `${[header, ...rows.toReversed()].join('\n')}\n` }
  expect(turned).not.toEqual(tables)
  expect(await compareRecord(root, { ...manifest, seeds: [12, 11] }, turned)).toEqual({ kind: 'same' })
  const file = path.join(root, 'results/p/nano/manifest.json')
  await writeFile(file, JSON.stringify({ ...manifest, remarks: undefined }))
  expect(await compareRecord(root, manifest, tables)).toEqual({
    kind: 'differs',
    differences: ['manifest.json: remarks'],
  })
})

test('the form of the files is no difference', async () => {
  const [, manifest, tables] = runOf({ 11: 0.5 })
  await writeRecord(root, manifest, tables)
  const file = path.join(root, 'results/p/nano/manifest.json')
  await writeFile(file, JSON.stringify({ ...manifest, format: 2 }))
  expect(await compareRecord(root, manifest, tables)).toEqual({ kind: 'same' })
})

test('a record that is damaged is said to be', async () => {
  await writeRecord(...runOf({ 11: 0.5 }))
  const folder = path.join(root, 'results/p/nano')
  const compare = () => compareRecord(...runOf({ 11: 0.5 }))
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
  expect(await compareRecord(...runOf({ 11: 0.5 }))).toEqual({ kind: 'none' })
  await writeRecord(...runOf({ 11: 0.5 }))
  expect(await compareRecord(...runOf({ 11: 0.5, 12: 0.5 }))).toEqual({ kind: 'none' })
  expect(await compareRecord(...runOf({ 11: 0.5 }, { quick: true }))).toEqual({ kind: 'none' })
})

test('the packages that decide numbers are those of the model work, with their hashes', async () => {
  const packages = await lockedPackages(path.resolve(import.meta.dirname, '../../../../..'), [
    'core',
    'nanolm',
  ])
  expect(packages['@jax-js/jax@0.1.25']).toMatch(/^sha512-/)
  expect(Object.keys(packages).filter((name) => /vitest|commander|csv/.test(name))).toEqual([])
})
