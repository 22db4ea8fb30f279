import { expect, test } from 'vitest'
import { measurementText } from './measurement-text.ts'
import { textTable } from './text-table.ts'

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
