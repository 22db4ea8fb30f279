import { expect, test } from 'vitest'
import { besideReported } from './beside-reported.ts'
import { beside, cell, close, expectRow, mean, none, one, right, seed } from './testing-cells.ts'

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
