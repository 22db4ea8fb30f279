import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csv } from './csv.ts'
import { neutral, restored } from './formula-cells.ts'
import { readCsv } from './read-csv.ts'

/** The first characters that OWASP's page on CSV injection names. */
const starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']

test('a cell that a spreadsheet would compute has an apostrophe before it', () => {
  for (const start of starts) {
    const [, cell] = csv('reason', [[`${start}HYPERLINK("x")`]]).split(/(?<=^reason\n)/)
    expect(cell).toMatch(/^"?'/)
  }
  expect(csv('row', [['- without the second term']])).toBe("row\n'- without the second term\n")
})

test.each(['-0.5', '+2', '-1e-7', '-.5', '0', '', 'x=1', "'", "it's"])('%s stays as it is', (text) => {
  expect(neutral(text)).toBe(text)
})

test('every text comes back from a table, and from two', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...starts, "'", '1', '.', '"', ',', ' ') }),
  )
  fc.assert(
    fc.property(fc.array(texts, { minLength: 2, maxLength: 2 }), (cells) => {
      const [row] = readCsv<Record<string, string>>(csv('a b', [cells]))
      expect([row?.['a'], row?.['b']]).toEqual(cells)
      for (const text of cells) {
        expect(restored(neutral(text))).toBe(text)
        expect(restored(restored(neutral(neutral(text))))).toBe(text)
        expect(neutral(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠](?![\d.])/)
      }
    }),
  )
})
