import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printable, printableHead, printableTail } from './printable.ts'

test('escape sequences and bidirectional overrides lose their power', () => {
  expect(printable('\u001b[31mred\u202e')).toBe('\\u001b[31mred\\u202e')
  expect(printable('two\nlines')).toBe('two⏎lines')
})

test('no text keeps a control character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/)
    }),
  )
})

test('cutting is shown, and keeps whole code points', () => {
  expect(printableHead('abcdef', 3)).toBe('abc…')
  expect(printableHead('abc', 3)).toBe('abc')
  expect(printableTail('abcdef', 3)).toBe('…def')
  expect(printableTail('😀😀', 1)).toBe('…😀')
})
