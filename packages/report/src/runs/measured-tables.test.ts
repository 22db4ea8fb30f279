import type { SeedResults } from '@retable/core'
import { expect, test } from 'vitest'
import { measuredTables } from './measured-tables.ts'

const mean = (name: string, value: number, unit: string, standardError: number | null = null) => ({
  ...{ name, value, unit, standardError, n: 4, interval: null },
})
const setting = (name: string, ...measurements: ReturnType<typeof mean>[]) => ({
  ...{ setting: name, measurements, benchmark: null, variant: null, units: {}, scores: [] },
})
const seed = (seed: number, shift: number): SeedResults => ({
  seed,
  settings: [
    setting('sft', mean('right', 0.25 + shift, 'fraction', 0.02), mean('quality', 3, 'points', 0.1)),
    setting('m1', mean('right', 0.5 + shift, 'fraction', 0.02), mean('quality', 4 + shift, 'points', 0.1)),
    setting('m1', mean('spearman', Number.NaN, 'coefficient'), mean('no_answer', 0, 'fraction')),
  ],
})
const shown = (seeds: readonly SeedResults[]) =>
  measuredTables(seeds).map(({ columns, rows }) => [
    columns.map(({ title }) => title),
    ...rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.text))),
  ])

test('metrics that the same settings have share a table; what is not defined is a dash', () => {
  expect(shown([seed(1, 0)])).toEqual([
    [
      ['setting', 'right, %', 'quality, points'],
      ['sft', '25.0 ± 2.0', '3.00 ± 0.10'],
      ['m1', '50.0 ± 2.0', '4.00 ± 0.10'],
    ],
    [
      ['setting', 'spearman'],
      ['m1', '–'],
    ],
  ])
})

// Of 0.25 and 0.35: mean 0.3, standard deviation 0.0707, over the root of two 0.05.
test('of several seeds the mean, and the standard error between seeds', () => {
  expect(shown([seed(1, 0), seed(2, 0.1)])[0]).toEqual([
    ['setting', 'right, %', 'quality, points'],
    ['sft', '30.0 ± 5.0', '3.00 ± 0.00'],
    ['m1', '55.0 ± 5.0', '4.05 ± 0.05'],
  ])
})

test('a mean says how many seeds it is of, where one has nothing to show', () => {
  const of = (seed: number, value: number): SeedResults => ({
    seed,
    settings: [setting('m1', mean('spearman', value, 'coefficient'))],
  })
  expect(shown([of(1, -0.001)])[0]![1]![1]).toBe('0.00')
  expect(shown([of(1, 0.5), of(2, Number.NaN), of(3, 0.7)])[0]![1]).toEqual([
    'm1',
    '0.60 ± 0.10 (2 of 3 seeds)',
  ])
})

test('a setting that one seed alone has stands with its own error, and says so', () => {
  const { settings } = seed(2, 0.1)
  const [table] = shown([seed(1, 0), { seed: 2, settings: settings.slice(0, 1) }, { seed: 3, settings: [] }])
  expect(table).toEqual([
    ['setting', 'right, %', 'quality, points'],
    ['sft', '30.0 ± 5.0 (2 of 3 seeds)', '3.00 ± 0.00 (2 of 3 seeds)'],
    ['m1', '50.0 ± 2.0 (1 of 3 seeds)', '4.00 ± 0.10 (1 of 3 seeds)'],
  ])
})
