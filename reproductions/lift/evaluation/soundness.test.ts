import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isBroken, isEcho } from './soundness.ts'

describe('a broken text', () => {
  test.each([
    ['empty', ''],
    ['blank', ' \n\t'],
    ['a group of four words three times', 'We go to the sea. We go to the sea. We go to the sea.'],
    ['a word five times running', 'It is very very very very very good to be here today.'],
    ['characters six times running', 'Yes: hahahahahaha'],
    ['thirty characters six times running', 'abcdefghijklmnopqrstuvwxyz0123'.repeat(6)],
    [
      'a line six times, written in two cases',
      'Buy now.\nbuy now.\nBuy now.\nBuy now.\nbuy now.\nBuy now.\n',
    ],
  ])('is %s', (_, text) => expect(isBroken(text)).toBe(true))

  test.each([
    ['a sentence', 'The sea is calm today, and the wind comes from the west.'],
    ['one word', 'Yes.'],
    ['a group of four words twice', 'We go to the sea. We go to the sea.'],
    ['a word four times running', 'It is very very very very good to be here today.'],
    ['characters five times running', 'Yes: hahahahaha'],
    ['thirty-one characters six times running', 'abcdefghijklmnopqrstuvwxyz01234'.repeat(6)],
    ['blanks in a row', `a${' '.repeat(100)}b`],
  ])('is not %s', (_, text) => expect(isBroken(text)).toBe(false))

  test('a group that is a twentieth of all or less is not counted', () => {
    const other = (count: number) => Array.from({ length: count }, (_, i) => `w${i}x${i * i}`)
    const withThree = (words: number) =>
      [0, 1, 2]
        .flatMap((part) => ['in', 'the', 'north', 'there', ...other(words).map((word) => word + part)])
        .join(' ')
    // 3 of 3 · (4 + n) − 3 groups are over a twentieth up to n = 16.
    expect([isBroken(withThree(16)), isBroken(withThree(17))]).toEqual([true, false])
  })

  test('long and crooked texts are read at once', () => {
    for (const part of ['a', 'ab ', '\n', ' ', 'xyz'.repeat(11), '\ud800']) isBroken(part.repeat(100_000))
    fc.assert(fc.property(fc.string({ maxLength: 500 }), (text) => typeof isBroken(text) === 'boolean'))
  })

  test('six times any two to thirty characters are one', () => {
    const unit = fc
      .string({ minLength: 2, maxLength: 30, unit: 'grapheme-ascii' })
      .filter((one) => one.trim() === one)
    fc.assert(fc.property(unit, (one) => isBroken(one.repeat(6))))
  })
})

describe('an echo', () => {
  const asked = 'What are the best rivers to swim in this summer?'
  test.each([
    [asked, true],
    ['what are the best rivers to be seen', true],
    ['What are the best rivers for you', false],
    [`Well. ${asked}`, false],
    ['', false],
  ])('%j: %s', (text, echo) => expect(isEcho(asked, text)).toBe(echo))

  test('a short instruction has to come back whole, and one of two words never counts', () => {
    expect([
      isEcho('Name three rivers', 'Name three rivers in Asia'),
      isEcho('Name rivers', 'Name rivers'),
    ]).toEqual([true, false])
  })
})
