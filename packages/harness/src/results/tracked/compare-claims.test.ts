import path from 'node:path'
import type { RecipeManifest } from '@retable/core'
import { beforeAll, expect, test } from 'vitest'
import { loadReproduction, type LoadedReproduction } from '../../papers/load-reproduction.ts'
import { compareClaims } from './compare-claims.ts'
import { recomputedRecord } from './recomputed-record.ts'

const root = path.resolve(import.meta.dirname, '../../../../..')

/** What a run of one recorded seed shows: it is judged from the record's own values. */
let loaded: LoadedReproduction
let run: Pick<Awaited<ReturnType<typeof recomputedRecord>>, 'manifest' | 'claims'>
beforeAll(async () => {
  loaded = await loadReproduction(root, 'lift')
  const { manifest, claims } = await recomputedRecord(root, loaded, { tier: 'nano' }, { seeds: [42] })
  run = { manifest: { ...manifest, seeds: [42], steps: { 42: manifest.steps[42]! } }, claims }
})

const changed = (part: Partial<RecipeManifest>) =>
  compareClaims(root, loaded, { ...run, manifest: { ...run.manifest, ...part } })

test('a run of one seed shows what the record’s values of that seed show, whatever its bytes and engine are', async () => {
  // Words of one seed, which are others than those of all ten.
  expect(run.claims.map(({ verdict }) => verdict)).toContain('seen in this seed')
  const steps = run.manifest.steps[42]!.map((step) => ({ ...step, key: 'another' }))
  const other = { steps: { 42: steps }, engine: { engine: 'nanolm', architecture: 'arm64' }, packages: {} }
  expect(await changed(other)).toEqual({
    kind: 'same claims',
    compared: [
      'hyper-parameters, gates and steps',
      `the verdicts of ${run.claims.length} claims on these seeds`,
    ],
  })
})

test('another verdict, another hyper-parameter and another step are named', async () => {
  const at = run.claims.findIndex(({ verdict }) => verdict === 'seen in this seed')
  const claims = run.claims.map((claim, i) => (i === at ? { ...claim, verdict: 'not seen' as const } : claim))
  expect(await compareClaims(root, loaded, { ...run, claims })).toEqual({
    kind: 'differs',
    differences: [`claim ${run.claims[at]!.claim}: not seen, and seen in this seed in the record`],
  })
  const { hyperparameters, steps } = run.manifest
  const [first, ...others] = hyperparameters
  expect(await changed({ hyperparameters: [{ ...first!, value: 7 }, ...others] })).toMatchObject({
    differences: ['manifest.json: hyperparameters'],
  })
  expect(await changed({ steps: { 42: steps[42]!.slice(1) } })).toMatchObject({
    differences: ['steps of seed 42'],
  })
  expect(await compareClaims(root, loaded, { ...run, claims: run.claims.slice(1) })).toMatchObject({
    differences: [`claim ${run.claims[0]!.claim}: only in the record`],
  })
})

test('seeds that are not recorded have nothing beside them', async () => {
  expect(await changed({ seeds: [1] })).toEqual({ kind: 'none' })
  expect(await changed({ quick: true })).toEqual({ kind: 'none' })
})
