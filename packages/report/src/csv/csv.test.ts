import { expect, test } from 'vitest'
import { csv, number } from './csv.ts'

test('a text that a spreadsheet would compute has an apostrophe before it, a number has none', () => {
  const table = csv('row value', [['- without the second term', -0.5], ['=A1', '-2'], ['@x, "y"', null]]) // prettier-ignore
  expect(table).toBe(`row,value\n'- without the second term,-0.5\n'=A1,-2\n"'@x, ""y""",\n`)
})

test('a number has twelve significant digits, and none where there is no value', () => {
  // Two thirds, as IEEE 754 doubles have it.
  expect([number(2 / 3), number(-0), number(null), number(NaN), number(1e21)]).toEqual([
    '0.666666666667',
    '0',
    '',
    '',
    '1e+21',
  ])
})
