import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measurementText } from '../measurements/measurement-text.ts'
import { foldedTable, textTable } from './text-table.ts'

test('columns are aligned and lines have no trailing spaces', () => {
  const table = textTable(
    [{ title: 'model' }, { title: 'n', align: 'right' }, { title: 'note' }],
    [
      ['a', '1', ''],
      ['bcdefg', '1319', 'x'],
    ],
  )
  expect(table).toBe(['model      n  note', 'a          1', 'bcdefg  1319  x'].join('\n'))
})

test('shares are in percent', () => {
  const measurement = { name: 'accuracy', value: 0.5, standardError: 0.01, n: 9, unit: 'fraction' } as const
  const interval = { low: 0.25, high: 0.75, level: 0.95, method: 'wilson' } as const
  expect(measurementText({ ...measurement, interval })).toEqual({
    value: '50.00 %',
    standardError: '± 1.00',
    interval: '25.00 – 75.00',
  })
})

test('a table that is too wide goes on below, with the names of the rows that go on', () => {
  const columns = [{ title: '' }, { title: 'one' }, { title: 'two' }, { title: 'three' }]
  const rows = [
    ['a', '1', '2', ''],
    ['b', '', '', '3'],
  ]
  expect(foldedTable({ columns, rows, width: 80 })).toBe(textTable(columns, rows))
  expect(foldedTable({ columns, rows, width: 11 })).toBe('   one  two\na  1    2\n\n   three\nb  3')
})

test('no line is wider than asked for, where a name and one column fit, and no cell is lost', () => {
  const word = fc.stringMatching(/^[a-z]{1,9}$/)
  const tables = fc.record({ titles: fc.array(word, { minLength: 1, maxLength: 9 }), rows: fc.nat(4) })
  fc.assert(
    fc.property(tables, fc.integer({ min: 24, max: 90 }), ({ titles, rows: count }, width) => {
      const rows = Array.from({ length: count }, (_, r) => [`r${r}`, ...titles.map((_, c) => `${r}x${c}`)])
      const columns = ['', ...titles].map((title) => ({ title }))
      const text = foldedTable({ columns, rows, width })
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width)
      for (const cell of rows.flat()) expect(text).toContain(cell)
    }),
  )
})
