import { expect, test } from 'vitest'
import { cellFaults, type NamesCells } from './cell-faults.ts'
import type { ReportedCell } from './paper.ts'

const texts = { table: 'Table 1', row: 'r', column: 'x', metric: 'accuracy', unit: '%', setting: '' }
const cellOf = (cell: string, rest: Partial<ReportedCell> = {}): ReportedCell => ({
  ...texts,
  ...{ cell, version: 'v1', value: '1', n: '', read_from: 'full text', source: 'Table 1' },
  ...rest,
})
const paper = { id: 'p', versions: [{ version: 'v1', read: 'all' }] }
const cells = [cellOf('a'), cellOf('b')]
const faultsOf = (rest: Partial<NamesCells>, of = cells) => cellFaults({ paper, claims: [], ...rest }, of)

test('whatever names a cell names one that exists', () => {
  const claim = (id: string, ...of: string[]) => ({ id, statement: 's', cells: of })
  const difference = (...of: string[]) => ({ between: 'v1 and v2', what: 'w', source: 's', cells: of })
  const named = (cell: string): Partial<NamesCells> => ({
    claims: [claim('C1', 'a', cell)],
    relations: [{ kind: 'same', source: '§1', cells: ['a', cell] }],
    differences: [difference('a', cell)],
    replay: { groups: [{ cells: ['a', cell] }] } as unknown as NamesCells['replay'] & object,
    runs: { cells: [{ cell: 'a' }, { cell }] },
  })
  expect(faultsOf(named('b'))).toEqual([])
  const lacking = 'names the cell "none", which does not exist'
  expect(faultsOf(named('none'))).toEqual([
    `the claim C1 ${lacking}`,
    `a relation of kind "same" (§1) ${lacking}`,
    `a difference between v1 and v2 ${lacking}`,
    `the replay ${lacking}`,
    `a measurement of the recipe ${lacking}`,
  ])
})

test('a claim stands once; a relation of no kind is told, and its cells are not looked for', () => {
  const claim = { id: 'C1', statement: 's', cells: [] }
  expect(faultsOf({ claims: [claim, { ...claim, id: 'C2' }, claim] })).toEqual(['the claim C1 stands twice'])
  const relation = { kind: 'rises', source: '§1', cells: ['none'] } as never
  expect(faultsOf({ relations: [relation] })).toEqual([expect.stringContaining('of the kind "rises"')])
})

test('ids stand once and are filled in; versions are listed ones', () => {
  expect(faultsOf({}, [cellOf('a'), cellOf(''), cellOf(''), cellOf('a'), cellOf('a')])).toEqual([
    'row 2 of reported.csv has no id',
    'row 3 of reported.csv has no id',
    'the cell "a" stands 3 times in reported.csv',
  ])
  // Each version once, with the first of its cells.
  const v2 = ['c', 'd'].map((cell) => cellOf(cell, { version: 'v2' }))
  expect(faultsOf({}, [...cells, ...v2])).toEqual([
    'the cell "c" is of the version "v2", which paper.ts does not list',
  ])
})

test.each(['1', '81.6', '.5', '-0.5', '+2', '1000'])('%s is a number as papers print it', (value) => {
  expect(faultsOf({}, [cellOf('a', { value })])).toEqual([])
})

test.each(['', '1.', '1,000', '5e-4', '81.6%', ' 1', '1\n', '.', '--1', 'n/a'])('%j is none', (value) => {
  expect(faultsOf({}, [cellOf('a', { value })])).toEqual([
    `the value of the cell "a" is no number: "${value}"`,
  ])
})

test('an n is a count, or left out', () => {
  for (const n of ['', '1', '10', '1319']) expect(faultsOf({}, [cellOf('a', { n })])).toEqual([])
  for (const n of ['0', '01', '-1', '1.5', '1,319', 'all']) {
    expect(faultsOf({}, [cellOf('a', { n })])).toEqual([`the n of the cell "a" is no count: "${n}"`])
  }
})
