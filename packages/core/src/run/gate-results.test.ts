import { expect, test } from 'vitest'
import { gateResults } from './gate-results.ts'
import type { SeedResults } from './run-record.ts'

const gate = { of: { setting: 'm1', metric: 'pairwise' }, least: 0.8, statement: 'judges well' }
const seed = (seed: number, value: number | null, setting = 'm1'): SeedResults => ({
  seed,
  settings: [
    { setting: 'm0', ...nothing, measurements: [mean('pairwise', 0.99)] },
    { setting, ...nothing, measurements: value === null ? [] : [mean('other', 1), mean('pairwise', value)] },
  ],
})
const nothing = { benchmark: null, variant: null, units: {}, scores: [] }
const mean = (name: string, value: number) => ({
  ...{ name, value, standardError: null, n: 1, unit: 'fraction', interval: null },
})

test('a seed passes at the least value and above, and fails below it or where nothing was measured', () => {
  const results = [seed(1, 0.8), seed(2, 0.79), seed(3, 0.9), seed(4, null), seed(5, 0.9, 'm2')]
  expect(gateResults([gate], results).map(({ seed, value, isPassed }) => [seed, value, isPassed])).toEqual([
    [1, 0.8, true],
    [2, 0.79, false],
    [3, 0.9, true],
    [4, null, false],
    [5, null, false],
  ])
  expect(gateResults([], results)).toEqual([])
})
