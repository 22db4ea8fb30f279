import type { Relation, ReportedCell } from '@retable/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkPaper, isSurprising } from './check-paper.ts'

const claims = [{ id: 'C1', statement: 'it works', cells: [] }]
const paper = { id: 'p', versions: [{ version: 'arXiv v1', read: 'the whole text' }] }
const cellOf = (cell: string, value: string, rest: Partial<ReportedCell> = {}): ReportedCell => ({
  cell,
  version: 'arXiv v1',
  table: 'Table 1',
  row: cell,
  column: 'x',
  metric: 'accuracy',
  value,
  unit: '%',
  n: '',
  setting: 'greedy',
  read_from: 'full text',
  source: 'a test',
  ...rest,
})
const check = (relations: readonly Relation[], cells: readonly ReportedCell[]) =>
  checkPaper({ paper, claims, relations }, cells)
const outcomes = (relations: readonly Relation[], cells: readonly ReportedCell[]) =>
  check(relations, cells).findings.map(({ outcome }) => outcome)

/** True values, no two the same, each printed with decimals of its own. */
const truths = fc.uniqueArray(fc.double({ min: 0.1, max: 99, noNaN: true }), { minLength: 2, maxLength: 6 })
const decimals = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 20 })

/** A consistent paper: all relations that its true values keep. */
const consistent = fc.tuple(truths, decimals).map(([drawn, digits]) => {
  const values = drawn.toSorted((a, b) => a - b)
  const sum = values.reduce((a, b) => a + b, 0)
  const [first, last] = [values[0]!, values.at(-1)!]
  const print = (value: number, i: number) => value.toFixed(digits[i])
  const parts = values.map((_, i) => `v${i}`)
  const cells = [
    ...values.map((value, i) => cellOf(`v${i}`, print(value, i))),
    cellOf('sum', print(sum, 10)),
    cellOf('mean', print(sum / values.length, 11)),
    cellOf('difference', print(last - first, 12)),
    cellOf('harmonic', print(2 / (1 / first + 1 / last), 13)),
    cellOf('again', print(first, 0)),
  ]
  const source = 'a test'
  const [from, to] = ['v0', parts.at(-1)!]
  const relations: Relation[] = [
    { kind: 'sum', source, parts, total: 'sum' },
    { kind: 'mean', source, parts, mean: 'mean' },
    { kind: 'difference', source, from, to, difference: 'difference' },
    { kind: 'harmonic mean', source, precision: from, recall: to, harmonic: 'harmonic' },
    { kind: 'same', source, cells: ['v0', 'again'] },
    { kind: 'rising', source, cells: parts },
  ]
  return { cells, relations }
})

/** The cell that is moved to break the relation of the same place. */
const moved = ['sum', 'mean', 'difference', 'harmonic', 'again'] as const

test('a consistent table is never reported', () => {
  fc.assert(
    fc.property(consistent, ({ cells, relations }) => {
      expect(new Set(outcomes(relations, cells))).toEqual(new Set(['holds']))
      expect(isSurprising(check(relations, cells))).toBe(false)
    }),
  )
})

test('one moved number breaks its relation and no other, and is known only if it is said to be', () => {
  fc.assert(
    fc.property(consistent, fc.nat(4), fc.boolean(), ({ cells, relations }, i, up) => {
      // More than all that rounding of seven numbers to whole ones can hide.
      const move = (cell: ReportedCell) =>
        cell.cell === moved[i] ? { ...cell, value: (Number(cell.value) + (up ? 9 : -9)).toFixed(3) } : cell
      const broken = cells.map(move)
      const expected = relations.map((_, j) => (i === j ? 'new' : 'holds'))
      expect(outcomes(relations, broken)).toEqual(expected)
      const known = relations.map((relation, j) => (i === j ? { ...relation, known: 'a slip' } : relation))
      expect(outcomes(known, broken)).toEqual(expected.map((each) => (each === 'new' ? 'known' : each)))
      expect(isSurprising(check(known, broken))).toBe(false)
      expect(outcomes(known, cells)[i]).toBe('vanished')
      expect(isSurprising(check(known, cells))).toBe(true)
    }),
  )
})

test('what falls is found where it is said to rise', () => {
  fc.assert(
    fc.property(truths, (drawn) => {
      const values = [...new Set(drawn.map((value) => value.toFixed(1)))]
      fc.pre(values.length > 1)
      const falling = values.toSorted((a, b) => Number(b) - Number(a))
      const cells = falling.map((value, i) => cellOf(`v${i}`, value))
      const rising: Relation = { kind: 'rising', source: 'a test', cells: cells.map(({ cell }) => cell) }
      expect(outcomes([rising], cells)).toEqual(['new'])
    }),
  )
})

test('counts out of n are never reported, and what is between two counts is', () => {
  const share = fc
    .integer({ min: 2, max: 900 })
    .chain((n) => fc.record({ n: fc.constant(n), k: fc.nat(n - 1), d: fc.integer({ min: 0, max: 3 }) }))
  fc.assert(
    fc.property(share, ({ n, k, d }) => {
      const right = cellOf('a', ((100 * k) / n).toFixed(d), { n: String(n) })
      expect(check([], [right]).findings).toEqual([])
      const wrong = cellOf('a', ((100 * (k + 0.5)) / n).toFixed(4), { n: String(n) })
      expect(outcomes([], [wrong])).toEqual(['new'])
      const won = { ...wrong, metric: 'win rate', setting: 'ties count half' }
      expect(check([], [won])).toMatchObject({ findings: [], possibleShares: 1 })
    }),
  )
})

test('what may be a mean is not held against its n', () => {
  const impossible = { n: '1319', metric: 'GSM8K exact-match accuracy' }
  expect(outcomes([], [cellOf('a', '51.80', impossible)])).toEqual(['new'])
  for (const rest of [
    { setting: 'T=0.8, 3 samples' },
    { setting: 'maj@32, averaged over draws' },
    { metric: 'average accuracy over two orders' },
    { metric: 'AlpacaEval 2.0 win rate' },
    { metric: 'AlpacaEval 2 LC win rate' },
    { metric: 'Meta-F1 (macro mean over items)' },
    { unit: 'score' },
    { n: '' },
  ]) {
    expect(outcomes([], [cellOf('a', '51.80', { ...impossible, ...rest })]), JSON.stringify(rest)).toEqual([])
  }
})

test('a vote is one answer an item, and a breakdown counts ties apart, so both are whole counts', () => {
  const voted = {
    n: '1319',
    metric: 'GSM8K exact-match accuracy',
    setting: '8-way self-consistency, sampled',
  }
  expect(outcomes([], [cellOf('a', '51.80', voted)])).toEqual(['new'])
  const won = (cell: string, column: string, value: string) =>
    cellOf(cell, value, {
      row: 'M2 vs M1',
      column,
      n: '50',
      metric: 'head-to-head rate',
      setting: 'both orders',
    })
  // 27.5 of 50: half a point, which is possible where a tie counts half and nowhere else.
  expect(outcomes([], [won('a', 'left wins', '55.0')])).toEqual([])
  const broken = [won('a', 'left wins', '55.0'), won('b', 'tie', '25.0'), won('c', 'right wins', '20.0')]
  expect(check([], broken).findings.map(({ cells }) => cells[0]?.cell)).toEqual(['a', 'b'])
})

test('a number of items that stands elsewhere is given by the relation', () => {
  const share: Relation = { kind: 'share', source: 'Table 1', cells: ['a'], n: 120 }
  expect(outcomes([share], [cellOf('a', '36.6')])).toEqual(['new'])
  expect(outcomes([share], [cellOf('a', '36.7')])).toEqual(['holds'])
  expect(check([share], [cellOf('a', '36.7', { n: '100' })]).faults).toEqual([
    'the cell "a" has the n 100, and a relation says 120',
  ])
})

test('the parts of a whole make exactly 100', () => {
  const total: Relation = {
    kind: 'sum',
    source: 'win, tie, lose',
    parts: ['a', 'b', 'c'],
    total: { exactly: 100 },
  }
  const cells = (...values: string[]) => values.map((value, i) => cellOf('abc'[i]!, value))
  expect(outcomes([total], cells('73.7', '2.2', '24.1'))).toEqual(['holds'])
  expect(outcomes([total], cells('73.7', '2.2', '24.0'))).toEqual(['holds'])
  expect(outcomes([total], cells('73.7', '2.2', '23.1'))).toEqual(['new'])
})

test('steps that are said to shrink, and numbers that are said to be near, are held to it', () => {
  const cells = ['75.4', '83.9', '88.3'].map((value, i) => cellOf('abc'[i]!, value))
  const slowing = (...ids: string[]): Relation => ({ kind: 'slowing', source: '§1', cells: ids })
  expect(outcomes([slowing('a', 'b', 'c'), slowing('b', 'a', 'c')], cells)).toEqual(['holds', 'new'])
  const within = (margin: number): Relation => ({ kind: 'within', source: '§1', cells: ['b', 'c'], margin })
  expect(outcomes([within(4.3), within(4.2)], cells)).toEqual(['holds', 'new'])
})

test('a relation that no number can break, or of no kind, is a fault', () => {
  const cells = [cellOf('a', '1.0'), cellOf('b', '2.0')]
  const faultsOf = (relation: object) => check([{ source: '§1', ...relation } as Relation], cells).faults
  expect(faultsOf({ kind: 'same', cells: ['a'] })).toEqual([
    'a relation of kind "same" (§1) needs two cells or more',
  ])
  expect(faultsOf({ kind: 'same', cells: ['a', 'a'] })).toEqual([
    'a relation of kind "same" (§1) names the cell "a" twice',
  ])
  expect(faultsOf({ kind: 'rising', cells: ['b'] })).toHaveLength(1)
  expect(faultsOf({ kind: 'share', cells: [] })).toEqual(['a relation of kind "share" (§1) needs a cell'])
  expect(faultsOf({ kind: 'sum', parts: ['a'], total: 'b' })).toHaveLength(1)
  expect(faultsOf({ kind: 'mean', parts: ['a', 'b'], weights: [80], mean: 'b' })).toEqual([
    'a relation of kind "mean" (§1) has 1 weights for 2 parts',
    'a relation of kind "mean" (§1) names the cell "b" twice',
  ])
  expect(faultsOf({ kind: 'rises', cells: ['a', 'b'] })).toEqual([
    'a relation (§1) is of the kind "rises", which does not exist; there are: sum, mean, difference, same, harmonic mean, rising, slowing, within, share',
  ])
})

test('a version that the package does not list is a fault', () => {
  expect(check([], [cellOf('a', '1', { version: 'arXiv v2' })]).faults).toEqual([
    'the cell "a" is of the version "arXiv v2", which paper.ts does not list',
  ])
})

test('what texts say differently is told with the cells that it is about', () => {
  const told = { between: 'the draft and the report', what: 'two readings', source: '§7' }
  const found = checkPaper({ paper, claims, differences: [{ ...told, cells: ['a', 'z'] }] }, [
    cellOf('a', '1'),
  ])
  expect(found.differences).toMatchObject([{ ...told, cells: [{ cell: 'a' }] }])
  expect(found.faults).toEqual([
    'a difference between the draft and the report names the cell "z", which does not exist',
  ])
})

test('an impossible share may be known, and is an error when it is possible after all', () => {
  const source = 'Table 1'
  const relations: Relation[] = [{ kind: 'share', source, cells: ['a'], known: 'a slip of the paper' }]
  expect(outcomes(relations, [cellOf('a', '51.80', { n: '1319' })])).toEqual(['known'])
  expect(outcomes(relations, [cellOf('a', '51.78', { n: '1319' })])).toEqual(['vanished'])
  expect(check(relations, [cellOf('a', '51.80')]).faults).toEqual([
    'the cell "a" is said to be a share and has no n',
  ])
})

test('ids that are missing, twice or unknown are faults', () => {
  const relations: Relation[] = [{ kind: 'same', source: '§1', cells: ['a', 'nowhere'] }]
  const cells = [cellOf('a', '1.0'), cellOf('a', '1.0'), cellOf('', '2'), cellOf('b', 'about 3')]
  const found = checkPaper(
    { paper, claims: [{ id: 'C1', statement: 's', cells: ['gone'] }], relations },
    cells,
  )
  expect(found.faults).toEqual([
    'row 3 of reported.csv has no id',
    'the cell "a" stands 2 times in reported.csv',
    'the value of the cell "b" is no number: "about 3"',
    'the claim C1 names the cell "gone", which does not exist',
    'a relation of kind "same" (§1) names the cell "nowhere", which does not exist',
  ])
  expect(found.findings).toEqual([])
})
