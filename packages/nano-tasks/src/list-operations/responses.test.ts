import { expect, test } from 'vitest'
import { positionsOf, qualityOf, responseText, wordsOf } from './responses.ts'
import type { ListInstruction } from './instructions.ts'

const reverse: ListInstruction = { operation: 'reverse', list: ['pen', 'cup', 'hat', 'key'] }
const rotate: ListInstruction = { operation: 'rotate left', list: ['pen', 'cup', 'hat', 'key', 'box'] }

test('a response has a space before each word, and any text has words', () => {
  expect(responseText(['key', 'hat'])).toBe(' key hat')
  expect(wordsOf(' key  hat\nScore: 5')).toEqual(['key', 'hat', 'Score:', '5'])
  expect(wordsOf('')).toEqual([])
})

test('positions go as far as the longer of the two', () => {
  expect(positionsOf(reverse, ' key cup')).toEqual([
    ['key', 'key'],
    ['hat', 'cup'],
    ['cup', null],
    ['pen', null],
  ])
  expect(positionsOf(reverse, ' key hat cup pen ok').at(-1)).toEqual([null, 'ok'])
})

// Worked by hand: 5 less one for each position that differs.
test.each([
  [5, reverse, ' key hat cup pen'],
  [5, reverse, 'key hat cup pen'],
  [4, reverse, ' key hat cup'], // the last word is left out
  [4, reverse, ' key hat cup pen ok'], // one is added
  [4, reverse, ' key hat hat pen'], // one stands twice
  [3, reverse, ' key cup hat pen'], // two changed places
  [1, reverse, ' pen cup hat key'], // copied: all four differ
  [1, reverse, ''],
  [0, reverse, ' pen cup hat key ok ok ok'], // seven differ, and no less than 0
  [5, rotate, ' cup hat key box pen'],
  [0, rotate, ' box pen cup hat key'], // rotated the other way
  [0, rotate, ' hat key box pen'], // the first is left out: every position differs
] as const)('%i: %j, %j', (quality, instruction, response) => {
  expect(qualityOf(instruction, response)).toBe(quality)
})
