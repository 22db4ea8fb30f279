import fc from 'fast-check'
import { expect, test } from 'vitest'
import { neutral, restored } from './formula-cells.ts'

/** The first characters that OWASP's page on CSV injection names. */
const starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']

test('a cell that a spreadsheet would compute has an apostrophe before it', () => {
  for (const start of starts) expect(neutral(`${start}HYPERLINK("x")`)).toBe(`'${start}HYPERLINK("x")`)
})

test.each(['-0.5', '+2', '-1e-7', '-.5', '0', '', 'x=1', "'", "it's"])('%s stays as it is', (text) => {
  expect(neutral(text)).toBe(text)
})

test('every text comes back, also from two such cells', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...starts, "'", '1', '.', '"', ',', ' ') }),
  )
  fc.assert(
    fc.property(texts, (text) => {
      expect(restored(neutral(text))).toBe(text)
      expect(restored(restored(neutral(neutral(text))))).toBe(text)
      expect(neutral(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠](?![\d.])/)
    }),
  )
})
