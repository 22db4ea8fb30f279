import { expect, test } from 'vitest'
import { wrapped } from './wrapped.ts'

test.each([
  ['short', 20, 'short'],
  ['one two three four', 9, 'one two\n  three\n  four'],
  ['exactly ten', 11, 'exactly ten'],
  ['a verylongwordindeed b', 8, 'a\n  verylongwordindeed\n  b'],
  ['', 8, ''],
])('%j in %d characters', (text, width, lines) => {
  expect(wrapped(text, width)).toBe(lines)
})
