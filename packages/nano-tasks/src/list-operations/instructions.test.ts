import { randomStream } from '@retable/core'
import { describe, expect, test } from 'vitest'
import {
  drawInstruction,
  drawInstructions,
  instructionText,
  readInstruction,
  rightResponse,
  splitOfInstruction,
  type ListInstruction,
} from './instructions.ts'
import { operations, words, type Operation, type Word } from './operations.ts'

const one = (operation: Operation, ...list: readonly Word[]): ListInstruction => ({ operation, list })
const random = randomStream('instructions')
const many = Array.from({ length: 6000 }, () => drawInstruction(random))

test('an instruction in words, and its right response', () => {
  const reverse = one('reverse', 'pen', 'cup', 'hat', 'key')
  expect(instructionText(reverse)).toBe('reverse: pen cup hat key')
  expect(rightResponse(reverse)).toEqual(['key', 'hat', 'cup', 'pen'])
})

test('drawn: all operations and words alike, four or five different ones', () => {
  for (const { list } of many) expect(new Set(list).size).toBe(list.length)
  const share = (of: (drawn: ListInstruction) => boolean) => many.filter(of).length / many.length
  // Five standard errors of a share of .5, .1667 and .225 of 6,000 are .032, .024 and .027.
  expect(Math.abs(share(({ list }) => list.length === 4) - 0.5)).toBeLessThan(0.032)
  expect(share(({ list }) => list.length === 4 || list.length === 5)).toBe(1)
  for (const each of operations)
    expect(Math.abs(share(({ operation }) => operation === each) - 1 / 6)).toBeLessThan(0.024)
  for (const word of words)
    expect(Math.abs(share(({ list }) => list.includes(word)) - 0.225)).toBeLessThan(0.027)
})

describe('reading', () => {
  test('gives back what was written', () => {
    for (const drawn of many) expect(readInstruction(instructionText(drawn))).toEqual(drawn)
  })

  test.each([
    'reverse: pen cup hat', // three words
    'reverse: pen cup hat key box map', // six
    'reverse: pen cup pen key', // one twice
    'reverse: pen cup hat ok', // no word of the lists
    'reverse:  pen cup hat key',
    'reverse: pen cup hat key ',
    'reverse:pen cup hat key',
    'reverse',
    'sort: pen cup hat key',
    'copy reverse: pen cup hat key',
    '',
  ])('%j is none', (text) => expect(readInstruction(text)).toBeNull())
})

describe('splits', () => {
  // Worked by hand: the operation's place, then for each word 31 times that and the word's place from 1, modulo 997. The
  // last digit decides: 0 is for testing, 1 for development.
  test.each([
    ['train', one('reverse', 'pen', 'cup', 'hat', 'key')], // 1, 32, 994, 30817 = 30 · 997 + 907, 28121 = 28 · 997 + 205
    ['test', one('reverse', 'pen', 'hat', 'cup', 'map')], // 1, 32, 995, 30847 - 30 · 997 = 937, 29053 - 29 · 997 = 140
    ['development', one('reverse', 'pen', 'hat', 'key', 'box')], // … 995, 30849 - 29910 = 939, 29114 - 28913 = 201
    ['test', one('swap ends', 'pen', 'hat', 'key', 'box')], // 2, 63, 1956 - 997 = 959, 29733 - 28913 = 820, 25425 - 24925 = 500
    ['development', one('swap ends', 'pen', 'hat', 'key', 'map')], // the last word is one further: 501
  ] as const)('%s', (name, instruction) => expect(splitOfInstruction(instruction)).toBe(name))

  test('a tenth of all instructions is for testing, a tenth for development', () => {
    const share = (name: string) =>
      many.filter((drawn) => splitOfInstruction(drawn) === name).length / many.length
    // Five standard errors of a share of .1 of 6,000 are .02.
    for (const name of ['test', 'development']) expect(Math.abs(share(name) - 0.1)).toBeLessThan(0.02)
  })

  test.each(['train', 'test', 'development'] as const)('%s: all different, all of the split', (name) => {
    const drawn = drawInstructions(name, 300, randomStream('one split'))
    expect(new Set(drawn.map(instructionText)).size).toBe(300)
    expect(new Set(drawn.map(splitOfInstruction))).toEqual(new Set([name]))
  })

  test('a split that has no more is refused', () => {
    expect(() => drawInstructions('test', 2, () => 0.5)).toThrow(/^another test instruction: none of/)
  })
})
