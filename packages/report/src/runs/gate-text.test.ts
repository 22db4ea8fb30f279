import type { SeedResults } from '@retable/core'
import { expect, test } from 'vitest'
import { gateSentences } from './gate-text.ts'

const gate = { of: { setting: 'm1', metric: 'pairwise' }, least: 0.8, statement: 'the judge can judge' }
const seed = (seed: number, value: number): SeedResults => ({
  seed,
  settings: [
    {
      setting: 'm1',
      ...{ benchmark: null, variant: null, units: {}, scores: [] },
      measurements: [
        { ...{ name: 'pairwise', value, n: 1, unit: 'fraction' }, standardError: null, interval: null },
      ],
    },
  ],
})
const asked = 'the judge can judge (m1, pairwise: at least 0.8)'

test('a gate says who passed, and names each seed that did not', () => {
  expect(gateSentences([gate], [seed(41, 0.91)])).toEqual([`${asked}: passed by seed 41 (0.91)`])
  expect(gateSentences([gate], [seed(41, 0.91), seed(42, 0.8)])).toEqual([`${asked}: passed by all 2 seeds`])
  expect(gateSentences([gate], [seed(41, 0.91), seed(42, 0.7123)])).toEqual([
    `${asked}: not passed by seed 42 (0.712); what such a seed shows says little, and it is kept`,
  ])
  expect(gateSentences([gate], [{ seed: 43, settings: [] }])[0]).toContain('seed 43 (not measured)')
  expect(gateSentences([], [seed(41, 0.1)])).toEqual([])
})
