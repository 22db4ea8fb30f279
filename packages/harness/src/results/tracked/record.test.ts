import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { RecipeManifest, RunRecord } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockedPackages } from '../../run/locked-packages.ts'
import { runId } from '../../run/run.ts'
import { compareRecord } from './compare-record.ts'
import { writeRecord } from './record.ts'
import type { Tables } from '../write-run.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retable-record-'))
})
afterEach(() => rm(root, { recursive: true }))

/** The root, and the record and tables of a run of some seeds; `values` are their accuracies. */
function runOf(
  values: Readonly<Record<number, number>>,
  changed: Partial<RecipeManifest> = {},
): [root: string, record: RunRecord<RecipeManifest>, tables: Tables] {
  const seeds = Object.keys(values).map(Number)
  const manifest: RecipeManifest = {
    ...{ paper: 'p', arxiv: '0', tier: 'nano', quick: false, seeds },
    ...{ packages: {}, engine: {}, hyperparameters: [], remarks: [] },
    steps: Object.fromEntries(seeds.map((seed) => [seed, [{ step: 'a', kind: 'data', key: `k${seed}` }]])),
    ...changed,
  }
  const rows = seeds.map((seed) => `base,accuracy,${values[seed]},${seed}\n`)
  const tables = { 'diff.csv': 'cell\n', 'claims.csv': 'claim\n' }
  const results = seeds.map((seed) => {
    const units = { accuracy: [{ item: 'i', value: values[seed]! }] }
    return {
      seed,
      settings: [{ setting: 'base', benchmark: null, variant: null, measurements: [], units, scores: [] }],
    }
  })
  const record = { manifest, results, diff: [], claims: [], facts: null }
  return [root, record, { ...tables, 'metrics.csv': `setting,metric,value,seed\n${rows.join('')}` }]
}

test('a run of one recorded seed, or of all, is the same byte for byte', async () => {
  await writeRecord(...runOf({ 11: 0.5, 12: 0.75 }))
  const part = [
    'manifest.json with the keys of 1 steps',
    '1 rows of metrics.csv',
    '1 values of items and scores of samples',
  ]
  expect(await compareRecord(...runOf({ 12: 0.75 }))).toEqual({ kind: 'same', compared: part })
  const whole = part.map((text) => text.replace(/(?<=^|of )1/, '2'))
  expect(await compareRecord(...runOf({ 11: 0.5, 12: 0.75 }))).toEqual({
    kind: 'same',
    compared: [...whole, 'diff.csv', 'claims.csv'],
  })
})

test('in which images its programs ran makes no other run of it', async () => {
  const images = { trainer: `a@sha256:${'a'.repeat(64)}` }
  await writeRecord(...runOf({ 11: 0.5 }))
  const moved = runOf({ 11: 0.5 }, { images })
  expect(await compareRecord(...moved)).toMatchObject({ kind: 'same' })
  expect(runId(moved[1].manifest)).toBe(runId(runOf({ 11: 0.5 })[1].manifest))
})

test('what differs is named', async () => {
  await writeRecord(...runOf({ 11: 0.5, 12: 0.75 }))
  expect(await compareRecord(...runOf({ 12: 0.76 }))).toEqual({
    kind: 'differs',
    differences: ['metrics.csv: 1 of 1 rows', 'values item by item: seed 12, base'],
  })
  expect(await compareRecord(...runOf({ 12: 0.75 }, { packages: { 'a@1': 'sha512-x' } }))).toEqual({
    kind: 'differs',
    differences: ['manifest.json: packages'],
  })
})

test('with all of the recorded seeds the cells and claims are compared too', async () => {
  await writeRecord(...runOf({ 11: 0.5, 12: 0.75 }))
  const [, record, tables] = runOf({ 11: 0.5, 12: 0.75 })
  for (const name of ['claims.csv', 'diff.csv']) {
    expect(await compareRecord(root, record, { ...tables, [name]: 'other\n' })).toEqual({
      kind: 'differs',
      differences: [name],
    })
  }
})

test('the order of seeds decides nothing, and a part that only one manifest has is a difference', async () => {
  await writeRecord(...runOf({ 11: 0.5, 12: 0.75 }))
  const [, record, tables] = runOf({ 11: 0.5, 12: 0.75 })
  const [header, ...rows] = tables['metrics.csv']!.trimEnd().split('\n')
  const turned = { ...tables, 'metrics.csv': `${[header, ...rows.toReversed()].join('\n')}\n` }
  expect(turned).not.toEqual(tables)
  expect(
    await compareRecord(root, { ...record, manifest: { ...record.manifest, seeds: [12, 11] } }, turned),
  ).toMatchObject({
    kind: 'same',
  })
  const file = path.join(root, 'results/p/nano/manifest.json')
  await writeFile(file, JSON.stringify({ ...record.manifest, remarks: undefined }))
  expect(await compareRecord(root, record, tables)).toEqual({
    kind: 'differs',
    differences: ['manifest.json: remarks'],
  })
})

test('the form of the files is no difference', async () => {
  const [, record, tables] = runOf({ 11: 0.5 })
  await writeRecord(root, record, tables)
  const file = path.join(root, 'results/p/nano/manifest.json')
  await writeFile(file, JSON.stringify({ ...record.manifest, format: 2 }))
  expect(await compareRecord(root, record, tables)).toMatchObject({ kind: 'same' })
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

test('packages are named in the order of their names, wherever the rooms that need them stand', async () => {
  const checkout = path.resolve(import.meta.dirname, '../../../../..')
  const names = Object.keys(await lockedPackages(checkout, ['report', 'cli', 'nanolm']))
  expect(names.length).toBeGreaterThan(3)
  expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)))
})
