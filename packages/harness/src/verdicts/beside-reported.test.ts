import type { DiffRow, NamedMeasurement, ReportedCell, SeedResults, TierSetup } from '@retable/core'
import { expect, test } from 'vitest'
import { besideReported, type BesideReported } from './beside-reported.ts'

const cell: ReportedCell = {
  ...{ cell: 'c', version: 'v1', table: 'Table 1', row: 'ours', column: 'x', metric: 'a score', setting: '' },
  ...{ value: '51.8', unit: '%', n: '1319', read_from: 'full text', source: 'there' },
}
/** A share of right items, as evaluators measure it. */
const right = (count: number, n: number): NamedMeasurement => {
  const share = count / n
  const standardError = Math.sqrt((share * (1 - share)) / (n - 1))
  return { name: 'accuracy', value: share, standardError, n, unit: 'fraction', interval: null }
}
const mean = (value: number, standardError: number | null, n: number, unit: string): NamedMeasurement => ({
  ...{ name: 'accuracy', value, standardError, n, unit, interval: null },
})
const seed = (number: number, measurement: NamedMeasurement, benchmark: string | null = null): SeedResults => ({
  seed: number,
  settings: [
    {
      ...{ setting: 's', variant: null, units: {}, scores: [], measurements: [measurement] },
      benchmark: benchmark === null ? null : { id: benchmark, version: '3' },
    },
  ],
})
const none: Pick<TierSetup<unknown>, 'differences' | 'hyperparameters'> = { differences: [], hyperparameters: [] }

function beside(reported: Partial<ReportedCell>, results: readonly SeedResults[], more: Partial<BesideReported> = {}) {
  const mappings = [{ cell: 'c', measured: { setting: 's', metric: 'accuracy' } }]
  const rows = besideReported({
    ...{ cells: [{ ...cell, ...reported }], mappings, results, setup: none, named: [] },
    ...more,
  })
  expect(rows).toHaveLength(1)
  return rows[0]!
}
const one = (reported: Partial<ReportedCell>, measurement: NamedMeasurement, more: Partial<BesideReported> = {}) =>
  beside(reported, [seed(1, measurement)], more)
const close = (value: number, digits = 5): number => expect.closeTo(value, digits) as number
const oneSeed = 'one seed: it says nothing of the spread between trainings'

/** All of a row but the reported cell, which is as it was. */
function expectRow(row: DiffRow, expected: Omit<DiffRow, 'reported'>) {
  const { reported, ...rest } = row
  expect(rest).toEqual(expected)
  expect(reported.cell).toBe('c')
}

// Intervals and resolutions of the next four: two independent programs, the beta intervals as statsmodels has them.
test('a share on as many items as the paper’s is reproduced, and says what it would have caught', () => {
  expectRow(one({}, right(683, 1319)), {
    // 683 / 1319, and √(p (1 − p) / 1318), in per cent.
    ...{ measured: close(51.781653), measuredUnit: '%', standardError: close(1.376391), n: 1319 },
    interval: { low: close(-3.931891), high: close(3.895255) },
    ...{ reportedN: { n: 1319, from: 'printed' }, verdict: 'reproduced', resolution: close(5.706, 3), coarse: false },
    reason: `the interval holds 0, on no fewer items than the reported number (1319); reported on 1319 items (printed); ${oneSeed}`,
    ...{ differences: [], assumptions: [] },
  })
})

test('a share on fewer items, and further off than its margin, is inconclusive', () => {
  expectRow(one({ value: '55.0', n: '1000' }, right(60, 100)), {
    ...{ measured: close(60), measuredUnit: '%', standardError: close(100 * Math.sqrt(0.24 / 99)), n: 100 },
    interval: { low: close(-5.790659), high: close(15.218871) },
    ...{ reportedN: { n: 1000, from: 'printed' }, verdict: 'inconclusive', resolution: close(15.519, 3), coarse: true },
    reason: `the interval holds 0, but is wider than ± 2 on fewer items (100) than the reported number; reported on 1000 items (printed); ${oneSeed}`,
    ...{ differences: [], assumptions: [] },
  })
})

test('none of a hundred right says what a hundred can, and no error of 0', () => {
  expectRow(one({ value: '1.0', n: '1000' }, right(0, 100)), {
    ...{ measured: 0, measuredUnit: '%', standardError: 0, n: 100 },
    interval: { low: close(-1.881324), high: close(2.708731) },
    ...{ reportedN: { n: 1000, from: 'printed' }, verdict: 'inconclusive', resolution: close(7.227, 3), coarse: false },
    reason: `the interval holds 0, but is wider than ± 2 on fewer items (100) than the reported number; reported on 1000 items (printed); ${oneSeed}`,
    ...{ differences: [], assumptions: [] },
  })
})

test('near 100 the interval is not alike on both sides', () => {
  expectRow(one({ value: '97.5', n: '200' }, right(198, 200)), {
    ...{ measured: close(99), measuredUnit: '%', standardError: close(100 * Math.sqrt(0.0099 / 199)), n: 200 },
    interval: { low: close(-1.618452), high: close(4.904555) },
    ...{ reportedN: { n: 200, from: 'printed' }, verdict: 'reproduced', resolution: close(7.149, 3), coarse: false },
    reason: `the interval holds 0, on no fewer items than the reported number (200); reported on 200 items (printed); ${oneSeed}`,
    ...{ differences: [], assumptions: [] },
  })
})

test('a share that is off deviates, in the direction in which it is', () => {
  // 610 of 1,319 are 46.247 %: 5.553 points below. By 683 of 1,319 above, either side is about 3.9 wide.
  const below = one({}, right(610, 1319))
  expect(below).toMatchObject({ verdict: 'deviates', interval: { low: close(-9.45, 1), high: close(-1.62, 1) } })
  expect(below.reason).toBe(`the interval leaves out 0; reported on 1319 items (printed); ${oneSeed}`)
  const above = one({ value: '46.2' }, right(683, 1319))
  expect(above).toMatchObject({ verdict: 'deviates', interval: { low: close(1.66, 1), high: close(9.48, 1) } })
})

test('fewer items are enough within the margin', () => {
  // Half the items: the half-width of a share of 2 % on 5,000 and 10,000 is about √(.39² + .28²) points.
  const row = one({ value: '2.0', n: '10000' }, right(100, 5000))
  expect(row).toMatchObject({ verdict: 'reproduced', n: 5000, reportedN: { n: 10000, from: 'printed' }, coarse: false })
  expect(row.reason).toMatch(/^the interval holds 0, and its half-width is within 2; /)
})

test('a length is approximate, and the reported one spreads as the measured', () => {
  // 1,000 characters with √100 · 4 = 40 an item, beside 1,010 of 400 items: 40 / √400 = 2. Student’s 97.5 % points on 99
  // and 399 degrees (scipy): 1.98421695, 1.96592722; √((4 · 1.98421695)² + (2 · 1.96592722)²) = 8.8580, and half a digit.
  expectRow(one({ value: '1010', unit: 'chars', n: '400' }, mean(1000, 4, 100, 'characters')), {
    ...{ measured: 1000, measuredUnit: 'chars', standardError: 4, n: 100 },
    interval: { low: close(-10 - 8.858, 3) - 0.5, high: close(-10 + 8.858, 3) },
    ...{ reportedN: { n: 400, from: 'printed' }, verdict: 'deviates' },
    // 2.80158520 √(4² + 2²) + .5.
    ...{ resolution: close(13.0291, 3), coarse: false },
    reason: `the interval leaves out 0; reported on 400 items (printed); ${oneSeed}; approximate: Student’s t over items`,
    ...{ differences: [], assumptions: [] },
  })
})
