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
const seed = (
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
const none: Pick<TierSetup<unknown>, 'differences' | 'hyperparameters'> = {
  differences: [],
  hyperparameters: [],
}

function beside(
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
const one = (
  reported: Partial<ReportedCell>,
  measurement: NamedMeasurement,
  more: Partial<BesideReported> = {},
) => beside(reported, [seed(1, measurement)], more)
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
    // 683 / 1319 and √(p (1 − p) / 1318), in per cent; by Python.
    ...{ measured: close(51.781653), measuredUnit: '%', standardError: close(1.376374), n: 1319 },
    interval: { low: close(-3.931891), high: close(3.895255) },
    ...{
      reportedN: { n: 1319, from: 'printed' },
      verdict: 'reproduced',
      resolution: close(5.706, 3),
      coarse: false,
    },
    reason: `the interval holds 0, on 1319 items, no fewer than the reported number’s; reported on 1319 items (printed); ${oneSeed}`,
    ...{ differences: [], assumptions: [] },
  })
})

test('a share on fewer items, and further off than its margin, is inconclusive', () => {
  expectRow(one({ value: '55.0', n: '1000' }, right(60, 100)), {
    ...{ measured: close(60), measuredUnit: '%', standardError: close(100 * Math.sqrt(0.24 / 99)), n: 100 },
    interval: { low: close(-5.790659), high: close(15.218871) },
    ...{
      reportedN: { n: 1000, from: 'printed' },
      verdict: 'inconclusive',
      resolution: close(15.519, 3),
      coarse: true,
    },
    reason: `the interval holds 0, but is wider than ± 2 on 100 items, fewer than the reported number’s; reported on 1000 items (printed); ${oneSeed}`,
    ...{ differences: [], assumptions: [] },
  })
})

test('none of a hundred right says what a hundred can, and no error of 0', () => {
  expectRow(one({ value: '1.0', n: '1000' }, right(0, 100)), {
    ...{ measured: 0, measuredUnit: '%', standardError: 0, n: 100 },
    interval: { low: close(-1.881324), high: close(2.708731) },
    ...{
      reportedN: { n: 1000, from: 'printed' },
      verdict: 'inconclusive',
      resolution: close(7.227, 3),
      coarse: false,
    },
    reason: `the interval holds 0, but is wider than ± 2 on 100 items, fewer than the reported number’s; reported on 1000 items (printed); ${oneSeed}`,
    ...{ differences: [], assumptions: [] },
  })
})

test('near 100 the interval is not alike on both sides', () => {
  expectRow(one({ value: '97.5', n: '200' }, right(198, 200)), {
    ...{
      measured: close(99),
      measuredUnit: '%',
      standardError: close(100 * Math.sqrt(0.0099 / 199)),
      n: 200,
    },
    interval: { low: close(-1.618452), high: close(4.904555) },
    ...{
      reportedN: { n: 200, from: 'printed' },
      verdict: 'reproduced',
      resolution: close(7.149, 3),
      coarse: false,
    },
    reason: `the interval holds 0, on 200 items, no fewer than the reported number’s; reported on 200 items (printed); ${oneSeed}`,
    ...{ differences: [], assumptions: [] },
  })
})

test('a share that is off deviates, in the direction in which it is', () => {
  // 610 of 1,319 are 46.247 %: 5.553 points below. By 683 of 1,319 above, either side is about 3.9 wide.
  const below = one({}, right(610, 1319))
  expect(below).toMatchObject({
    verdict: 'deviates',
    interval: { low: close(-9.45, 1), high: close(-1.62, 1) },
  })
  expect(below.reason).toBe(`the interval leaves out 0; reported on 1319 items (printed); ${oneSeed}`)
  const above = one({ value: '46.2' }, right(683, 1319))
  expect(above).toMatchObject({
    verdict: 'deviates',
    interval: { low: close(1.66, 1), high: close(9.48, 1) },
  })
})

test('fewer items are enough within the margin', () => {
  // Half the items: the half-width of a share of 2 % on 5,000 and 10,000 is about √(.39² + .28²) points.
  const row = one({ value: '2.0', n: '10000' }, right(100, 5000))
  expect(row).toMatchObject({
    verdict: 'reproduced',
    n: 5000,
    reportedN: { n: 10000, from: 'printed' },
    coarse: false,
  })
  expect(row.reason).toMatch(/^the interval holds 0, and its half-width is within 2; /)
})

test('a length is approximate, and the reported one spreads as the measured', () => {
  // 1,000 characters of 100 items that spread by 40 = 4 √100, beside 1,010 of 400: 40 / √400 = 2. With Student's 97.5 %
  // points on 99 and 399 degrees (scipy): √((4 · 1.984217)² + (2 · 1.965927)²) = 8.857390, and half a digit.
  expectRow(one({ value: '1010', unit: 'chars', n: '400' }, mean(1000, 4, 100, 'characters')), {
    ...{ measured: 1000, measuredUnit: 'chars', standardError: 4, n: 100 },
    interval: { low: close(-19.35739), high: close(-0.64261) },
    ...{ reportedN: { n: 400, from: 'printed' }, verdict: 'deviates' },
    // 2.80158520 √(4² + 2²) + .5.
    ...{ resolution: close(13.0291, 3), coarse: false },
    reason: `the interval leaves out 0; reported on 400 items (printed); ${oneSeed}; approximate: Student’s t over items`,
    ...{ differences: [], assumptions: [] },
  })
})

test('a rating has ten points: its margin is 0.2 and coarse is above 1', () => {
  // .21 of 80 questions on either side; Student's 97.5 % point on 79 degrees (scipy): 1.990450 · .21 · √2 = .591134.
  const named = [{ benchmark: 'mt-bench', part: 'all', items: 80, where: { metric: /^MT-Bench score$/ } }]
  const reported = { value: '7.5', unit: 'of 10', n: '', metric: 'MT-Bench score' }
  expectRow(one(reported, mean(7.6, 0.21, 80, 'points'), { named }), {
    ...{ measured: 7.6, measuredUnit: 'of 10', standardError: 0.21, n: 80 },
    interval: { low: close(-0.541134), high: close(0.741134) },
    ...{
      reportedN: { n: 80, from: 'inferred' },
      verdict: 'reproduced',
      resolution: close(0.882028),
      coarse: false,
    },
    reason: `the interval holds 0, on 80 items, no fewer than the reported number’s; reported on 80 items (inferred); ${oneSeed}; approximate: Student’s t over items`,
    ...{ differences: [], assumptions: [] },
  })
  expect(one(reported, mean(7.6, 0.28, 80, 'points'), { named })).toMatchObject({
    verdict: 'reproduced',
    coarse: true,
  })
  expect(one(reported, mean(7.6, 0.21, 79, 'points'), { named }).verdict).toBe('inconclusive')
  expect(one(reported, mean(7.5, 0.05, 79, 'points'), { named }).verdict).toBe('reproduced')
})

test('over seeds it is the mean, with Student’s t over them; items are those of one seed', () => {
  const seeds = [0.7, 0.72, 0.74, 0.76, 0.78].map((share, i) => {
    const n = 1400 + 100 * i
    return seed(i + 1, right(share * n, n))
  })
  // Standard error √(.001 / 5); 2.776445 on 4 degrees, the normal point would give −4.66 to 2.74; Clopper-Pearson of 75 %
  // on 1,319: 72.571144 to 77.316923 (scipy). Resolution: half the width and .940965 √(1.414214² + 1.192301²).
  expectRow(beside({ value: '75.0' }, seeds), {
    ...{ measured: close(74), measuredUnit: '%', standardError: close(1.414214), n: 1400 },
    interval: { low: close(-5.609104), high: close(3.666995) },
    ...{
      reportedN: { n: 1319, from: 'printed' },
      verdict: 'reproduced',
      resolution: close(6.378587),
      coarse: false,
    },
    reason:
      'the interval holds 0, on 1400 items, no fewer than the reported number’s; reported on 1319 items (printed); mean of 5 seeds, with the spread between them; that of the reported number is not in the interval',
    ...{ differences: [], assumptions: [] },
  })
})

test('seeds that agree to the last digit have the error of their items', () => {
  const row = beside({}, [seed(1, right(683, 1319)), seed(2, right(683, 1319))])
  expect(row.interval).toEqual({ low: close(-3.931891), high: close(3.895255) })
  expect(row.reason).toContain('mean of 2 seeds')
})

test('the level is 5 %: one right answer more or less decides at its end', () => {
  // The upper ends are −.0415 and .0343 (scipy); at 10 % both would deviate, at 1 % neither.
  expect(one({}, right(631, 1319))).toMatchObject({
    verdict: 'deviates',
    interval: { high: close(-0.041476) },
  })
  expect(one({}, right(632, 1319))).toMatchObject({
    verdict: 'reproduced',
    interval: { high: close(0.034342) },
  })
})

test.each([
  // A win rate of 15.4 per cent is 15.4, and not 1540.
  ['%', '15.38', mean(15.4, 1.2, 805, 'percent'), 15.4, 1.2, '805'],
  ['%', '15.38', mean(0.154, 0.012, 805, 'fraction'), 15.4, 1.2, '805'],
  ['of 200', '146', mean(0.73, 0.03, 200, 'fraction'), 146, 6, ''],
  ['K', '5.5', mean(5480, 60, 30, 'count'), 5.48, 0.06, ''],
  ['words', '182', mean(180, 3, 802, 'words'), 180, 3, '802'],
  ['score', '8.17', mean(8.2, 0.1, 116, 'points'), 8.2, 0.1, ''],
  ['', '0.36', mean(0.4, 0.05, 580, 'coefficient'), 0.4, 0.05, ''],
  ['points', '4.1', mean(0.05, 0.01, 805, 'fraction'), 5, 1, '805'],
])('in "%s", beside %s', (unit, value, measurement, measured, standardError, n) => {
  const row = one({ unit, value, n }, measurement)
  expect(row).toMatchObject({ measured: close(measured, 9), standardError: close(standardError, 9) })
  expect([row.measuredUnit, row.verdict]).toEqual([unit, 'reproduced'])
})

test('so many of 200 print their n, and both shares have it in their unit', () => {
  // Clopper-Pearson of 73 of 100 and 146 of 200 (scipy), times 200, squares added and half a digit.
  expect(one({ unit: 'of 200', value: '146', n: '' }, right(73, 100))).toMatchObject({
    ...{ measured: 146, standardError: close(8.923921), reportedN: { n: 200, from: 'printed' } },
    ...{
      interval: { low: close(-23.505067), high: close(21.998201) },
      verdict: 'inconclusive',
      coarse: true,
    },
  })
})

test('where nobody knows on how many items a number rests, the line says so', () => {
  const row = one({ n: '' }, right(683, 1319))
  expect(row).toMatchObject({ reportedN: { n: 1319, from: 'taken' }, verdict: 'reproduced' })
  expect(row.reason).toContain(
    'how many items the reported number rests on is not known: taken to be 1319, and no error rate is promised',
  )
})

test('items in clusters tell less, on both sides', () => {
  const clustered = { ...right(683, 1319), standardError: right(683, 1319).standardError! * Math.SQRT2 }
  const [row, half] = [one({}, clustered), one({ n: String(1319 / 2) }, right(683 / 2, 1319 / 2))]
  expect(row.interval).toEqual({ low: close(half.interval!.low), high: close(half.interval!.high) })
  expect([row.n, row.verdict]).toEqual([1319, 'reproduced'])
})

test('what has no standard error, or none that is above 0, is inconclusive', () => {
  for (const measurement of [mean(1000, null, 1, 'characters'), mean(1000, 0, 50, 'characters')]) {
    expect(one({ value: '1000', unit: 'chars', n: '400' }, measurement)).toMatchObject({
      ...{ verdict: 'inconclusive', interval: null, resolution: null, coarse: false },
      reason: 'nothing says how far chance carries what was measured: it has no standard error',
    })
  }
})

test.each([
  ['%', '51.8', mean(1899, 20, 805, 'characters'), 'it was measured in "characters", and the cell is in "%"'],
  ['', '0.5', mean(0.5, 0.02, 805, 'fraction'), 'it was measured in "fraction", and the cell has no unit'],
  ['chars', '1899', mean(182, 2, 805, 'words'), 'it was measured in "words", and the cell is in "chars"'],
  ['furlongs', '3', mean(3, 1, 805, 'count'), 'the cell’s unit "furlongs" is none that is known here'],
])('a unit that does not fit is not comparable: "%s"', (unit, value, measurement, reason) => {
  expectRow(one({ unit, value }, measurement), {
    ...{ measured: measurement.value, measuredUnit: measurement.unit, n: 805 },
    ...{
      standardError: measurement.standardError,
      interval: null,
      reportedN: null,
      verdict: 'not comparable',
    },
    ...{ resolution: null, coarse: false, reason, differences: [reason], assumptions: [] },
  })
})

test('what is reported as no number is not comparable', () => {
  for (const value of ['about 50', '', '51.8*', 'Infinity', '0x10']) {
    expect(one({ value }, right(683, 1319))).toMatchObject({
      ...{ verdict: 'not comparable', interval: null, resolution: null },
      reason: `what is reported is no number: "${value}"`,
    })
  }
})

test('a known difference leaves the number and takes the verdict; an assumption is listed beside it', () => {
  const setup: typeof none = {
    differences: [
      { of: 'judge', statement: 'another judge', cells: ['c'] },
      { of: 'model', statement: 'a smaller model', cells: ['another'] },
    ],
    hyperparameters: [
      { name: 'top-p', value: 1, source: 'assumed' },
      { name: 'beta', value: 0.1, source: 'stated §3.1 (decay: assumed)' },
      { name: 'clip', value: 2, source: 'own' },
    ],
  }
  const known = one({}, right(683, 1319), { setup })
  expectRow(known, {
    ...{ measured: close(51.781653), measuredUnit: '%', standardError: close(1.376374), n: 1319 },
    interval: { low: close(-3.931891), high: close(3.895255) },
    ...{
      reportedN: { n: 1319, from: 'printed' },
      verdict: 'not comparable',
      resolution: null,
      coarse: false,
    },
    ...{ reason: 'judge: another judge', differences: ['judge: another judge'], assumptions: ['top-p: 1'] },
  })
  const open = one({}, right(683, 1319), { setup: { ...setup, differences: setup.differences.slice(1) } })
  expect(open).toMatchObject({ verdict: 'reproduced', differences: [], assumptions: ['top-p: 1'] })
  const all = one({}, right(683, 1319), {
    setup: { ...none, differences: [{ of: 'data', statement: 'other data' }] },
  })
  expect([all.verdict, all.reason]).toEqual(['not comparable', 'data: other data'])
})

test('another benchmark than the cell’s is a known difference', () => {
  const named = [{ benchmark: 'gsm8k', part: 'test', items: 1319, where: { metric: /^GSM8K/ } }]
  const on = (benchmark: string | null) =>
    beside({ metric: 'GSM8K accuracy' }, [seed(1, right(683, 1319), benchmark)], { named })
  expect(on('gsm8k').verdict).toBe('reproduced')
  expect(on(null).verdict).toBe('reproduced')
  const reason = 'it was measured on nano-word-problems, and the cell is of gsm8k (test)'
  expect(on('nano-word-problems')).toMatchObject({ verdict: 'not comparable', reason, differences: [reason] })
})

test('two parts of a benchmark that a cell could be of are none', () => {
  const part = { benchmark: 'b', part: 'all', items: 10, where: { metric: /a/ } }
  const n = (second: object) =>
    one({ n: '' }, right(3, 5), { named: [part, { ...part, ...second }] }).reportedN
  expect(n({ part: 'the same' })).toEqual({ n: 10, from: 'inferred' })
  expect(n({ items: 20 })).toEqual({ n: 5, from: 'taken' })
  expect(n({ benchmark: 'c' })).toEqual({ n: 5, from: 'taken' })
})

test('a cell that nothing was measured for is left out, and one that does not exist is refused', () => {
  const mappings = [{ cell: 'c', measured: { setting: 'another', metric: 'accuracy' } }]
  const given = { cells: [cell], mappings, results: [seed(1, right(1, 2))], setup: none, named: [] }
  expect(besideReported(given)).toEqual([])
  expect(() => besideReported({ ...given, cells: [] })).toThrow('no reported cell has the id "c"')
})
