import type { ReportedCell, ShownCell, ShownTable } from '@retable/core'
import { expect, test } from 'vitest'
import { paperTablesText } from './paper-tables-text.ts'

const cellOf = (value: string, rest: Partial<ReportedCell> = {}): ReportedCell => ({
  cell: 'table-1/a/x',
  version: 'arXiv v1',
  table: 'Table 1',
  row: 'A',
  column: 'X',
  metric: 'accuracy',
  value,
  unit: '%',
  n: '',
  setting: '',
  read_from: 'full text',
  source: 'a test',
  ...rest,
})
const shown = (cell: ReportedCell, rest: Partial<ShownCell> = {}): ShownCell => ({
  cell,
  secondHand: false,
  measured: [],
  ...rest,
})
const replayed = { tier: 'replay', value: 51.8, standardError: null, verdict: 'exact', shown: '=' }
const table = (...row: ShownCell[]): ShownTable => ({
  table: 'Table 1',
  rows: ['A\u001b[2J'],
  columns: row.map((_, i) => `X${i}`),
  cells: [row.map((cell) => [cell])],
})
const paper = { title: 'T', authors: 'nobody', arxiv: '2401.00001v1' }

test('a shared unit is said once, and a sign is explained where it is used', () => {
  const second = cellOf('49.9', { read_from: 'digest' })
  const one = shown(cellOf('51.8'), { measured: [replayed] })
  const text = paperTablesText(paper, [table(one, shown(second, { secondHand: true }))])
  expect(text).toMatch(/^T \(nobody; arXiv 2401\.00001v1\)\n\nTable 1 \(arXiv v1, %\)\n/)
  expect(text).toContain('51.8 [replay =]  49.9†\n')
  expect(text).toContain('† second hand, from: digest\n[replay …] recomputed')
  expect(text).not.toContain('\u001b')
  expect(paperTablesText(paper, [table(shown(cellOf('51.8')))])).not.toMatch(/†|replay/)
})

test('units that differ stand beside each number', () => {
  const text = paperTablesText(paper, [
    table(shown(cellOf('51.8')), shown(cellOf('7.1', { unit: 'points' }))),
  ])
  expect(text).toContain('Table 1 (arXiv v1)\n')
  expect(text).toMatch(/51\.8 % +7\.1 points\n/)
})
