import type { LoadedReproduction } from '@retable/harness/runs'
import { expect, test } from 'vitest'
import { defaultSeed } from './default-seed.ts'

const loaded = (runs: object | undefined) => ({ reproduction: { runs } }) as unknown as LoadedReproduction

test('the first recorded seed of the tier that is run; 1 where nothing of it is recorded', () => {
  const seeds = { nano: { development: [1], recorded: [41, 42] }, mini: { development: [], recorded: [61] } }
  const paper = loaded({ defaultTier: 'nano', seeds })
  expect([defaultSeed(paper), defaultSeed(paper, 'nano'), defaultSeed(paper, 'mini')]).toEqual([41, 41, 61])
  expect(defaultSeed(paper, 'paper')).toBe(1)
  expect(defaultSeed(loaded({ defaultTier: 'nano' }))).toBe(1)
  expect(defaultSeed(loaded(undefined))).toBe(1)
})
