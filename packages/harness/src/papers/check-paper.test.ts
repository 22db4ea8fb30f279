import type { Relation, ReportedCell } from '@retable/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkPaper, isSurprising } from './check-paper.ts'

const claims = [{ id: 'C1', statement: 'it works', cells: [] }]
const paper = { id: 'p' }
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

/** True values, each printed with decimals of its own. */
const truths = fc.array(fc.double({ min: 0.1, max: 99, noNaN: true }), { minLength: 2, maxLength: 6 })
const decimals = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 20 })

/** A consistent paper: all relations that its true values keep. */
const consistent = fc.tuple(truths, decimals).map(([drawn, digits]) => {
  const values = [...new Set(drawn)].toSorted((a, b) => a - b)
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
    { setting: '8-way self-consistency, sampled' },
    { setting: 'maj@32, T=0.8' },
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
