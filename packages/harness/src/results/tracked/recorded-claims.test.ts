import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordedClaims } from './recorded-claims.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retable-claims-'))
  const folder = path.join(root, 'results/p/nano')
  await mkdir(folder, { recursive: true })
  const rows = ["C1,'+ one more step,supported,5", 'C2,another,not supported,5', 'C3,third,contradicted,5']
  await writeFile(path.join(folder, 'claims.csv'), `claim,statement,verdict,seeds\n${rows.join('\n')}\n`)
  await writeFile(path.join(folder, 'manifest.json'), '{}')
})
afterEach(() => rm(root, { recursive: true }))

const claims = [
  { claim: 'C1', statement: '+ one more step' },
  { claim: 'C2', statement: 'reworded since' },
]
const recorded = async (seeds: readonly number[], tier: 'nano' | 'mini' = 'nano') =>
  Object.fromEntries(await recordedClaims(root, { paper: 'p', tier, seeds }, claims))

test('a claim has the recorded verdict of the same statement beside it, on the same tier', async () => {
  const first = { C1: { verdict: 'supported', seeds: 5 } }
  expect(await recorded([7])).toEqual(first)
  expect(await recorded([7, 8])).toEqual(first)
  expect(await recorded([7], 'mini')).toEqual({})
})

test('a run of as many seeds has none, nor has one beside results that are not whole', async () => {
  expect(await recorded([1, 2, 3, 4, 5])).toEqual({})
  await rm(path.join(root, 'results/p/nano/manifest.json'))
  expect(await recorded([7])).toEqual({})
})
