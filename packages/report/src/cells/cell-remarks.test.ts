import { expect, test } from 'vitest'
import { allRemarks, assumedLines, cellRemarks, type RemarkedCell } from './cell-remarks.ts'
import { differencesIn } from './differences-in.ts'

const cell = (row: string, reasons: readonly string[], more: Partial<RemarkedCell> = {}): RemarkedCell => ({
  ...{ table: 'Table 1', row, column: 'X', tier: 'nano', verdict: 'not comparable', nFrom: null },
  ...{ hasInterval: false, assumptions: [], reasons },
  ...more,
})
const reasonsOf = (...cells: readonly RemarkedCell[]) => cellRemarks(cells).reasons

test('a reason of all cells with a verdict stands once and names none; another names its cells', () => {
  const others = ['c', 'd', 'e', 'f', 'g'].map((row) => cell(row, ['model: a', 'data: b']))
  expect(
    reasonsOf(
      cell('a', ['model: a', 'it was measured in "words"']),
      cell('b', ['model: a', 'data: b']),
      ...others,
      cell('ok', ['the interval holds 0'], { verdict: 'reproduced' }),
    ),
  ).toEqual([
    'not comparable: model: a',
    'not comparable (a): it was measured in "words"',
    'not comparable (6 cells, all but a): data: b',
    'reproduced: the interval holds 0',
  ])
})

test('many cells are told by their tables, or a part of them is named', () => {
  const rows = Array.from({ length: 5 }, (_, i) => String(i))
  const here = rows.map((row) => cell(row, ['here', 'all']))
  const there = rows.map((row) => cell(row, ['all'], { table: 'Table 2' }))
  expect(reasonsOf(...here, ...there)).toEqual([
    'not comparable (5 cells: Table 1): here',
    'not comparable: all',
  ])
  const some = rows.map((row) => cell(`${row}+`, ['all'], { table: 'Table 2' }))
  const mixed = [...here, ...there.slice(0, 1).map((each) => ({ ...each, reasons: ['here'] })), ...some]
  expect(reasonsOf(...mixed)[0]).toBe('not comparable (6 cells: Table 1: 0; 1; 2; 3 and 2 more): here')
})

test('assumptions stand under one heading, each once', () => {
  const remarks = cellRemarks([cell('a', [], { assumptions: ['x: 1', 'y: 2'] }), cell('b', [], { assumptions: ['x: 1'] })]) // prettier-ignore
  expect(assumedLines(remarks.assumptions)).toEqual([
    'Assumed where the paper leaves it open:',
    '  x: 1',
    '  y: 2',
  ])
  expect(allRemarks(remarks)).toEqual(['Assumed where the paper leaves it open: x: 1; y: 2'])
  expect(assumedLines([])).toEqual([])
  const told = [
    'route: chat',
    'route: chat (the paper’s is not known here)',
    'top-p: 1 (the paper’s is not known here)',
  ]
  expect(cellRemarks([cell('a', [], { assumptions: told })]).assumptions).toEqual([told[0], told[2]])
  const limits = [
    'most tokens: 256 (taken for the paper: 2048)',
    'most tokens: 256 (the paper’s is not known here)',
  ]
  expect(cellRemarks([cell('a', [], { assumptions: limits })]).assumptions).toEqual([limits[0]])
})

test('joined differences come apart where one begins, and not at a semicolon within', () => {
  const parts = [
    'it was measured in "words", and the cell is in "chars (a; b)"',
    'model: small',
    'data: lists; limits of 1 to 7 words',
    'benchmark version: generated',
  ]
  expect(differencesIn(parts.join('; '))).toEqual(parts)
  expect(differencesIn('')).toEqual([])
})
