import type { DiffRow, NamedMeasurement, ReportedCell, SeedResults, TierSetup } from '@retable/core'
import { expect } from 'vitest'
import { besideReported, type BesideReported } from './beside-reported.ts'

/** A cell of a made-up paper. */
export const cell: ReportedCell = {
  ...{ cell: 'c', version: 'v1', table: 'Table 1', row: 'ours', column: 'x', metric: 'a score', setting: '' },
  ...{ value: '51.8', unit: '%', n: '1319', read_from: 'full text', source: 'there' },
}
/** A share of right items, as evaluators measure it. */
export const right = (count: number, n: number): NamedMeasurement => {
  const share = count / n
  const standardError = Math.sqrt((share * (1 - share)) / (n - 1))
  return { name: 'accuracy', value: share, standardError, n, unit: 'fraction', interval: null }
}
/** A mean with its standard error. */
export const mean = (
  value: number,
  standardError: number | null,
  n: number,
  unit: string,
): NamedMeasurement => ({
  ...{ name: 'accuracy', value, standardError, n, unit, interval: null },
})
/** What one seed measured. */
export const seed = (
  number: number,
  measurement: NamedMeasurement,
  benchmark: string | null = null,
): SeedResults => ({
  seed: number,
  settings: [
    {
      ...{ setting: 's', variant: null, units: {}, scores: [], measurements: [measurement] },
      benchmark: benchmark === null ? null : { id: benchmark, version: '3' },
    },
  ],
})
/** Nothing differs, and nothing is assumed. */
export const none: Pick<TierSetup<unknown>, 'differences' | 'hyperparameters'> = {
  differences: [],
  hyperparameters: [],
}

/** The row of the cell, changed so, beside what the seeds measured. */
export function beside(
  reported: Partial<ReportedCell>,
  results: readonly SeedResults[],
  more: Partial<BesideReported> = {},
) {
  const mappings = [{ cell: 'c', measured: { setting: 's', metric: 'accuracy' } }]
  const rows = besideReported({
    ...{ cells: [{ ...cell, ...reported }], mappings, results, setup: none, named: [] },
    ...more,
  })
  expect(rows).toHaveLength(1)
  return rows[0]!
}
/** The same of one seed. */
export const one = (
  reported: Partial<ReportedCell>,
  measurement: NamedMeasurement,
  more: Partial<BesideReported> = {},
) => beside(reported, [seed(1, measurement)], more)
export const close = (value: number, digits = 5): number => expect.closeTo(value, digits) as number
/** All of a row but the reported cell, which is as it was. */
export function expectRow(row: DiffRow, expected: Omit<DiffRow, 'reported'>) {
  const { reported, ...rest } = row
  expect(rest).toEqual(expected)
  expect(reported.cell).toBe('c')
}

/** What a verdict of one seed says of it. */
export const oneSeed = 'one seed: it says nothing of the spread between trainings'
