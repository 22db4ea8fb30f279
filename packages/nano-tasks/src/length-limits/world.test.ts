import { randomStream } from '@retable/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { words } from '../list-operations/operations.ts'
import { wordsOf } from '../list-operations/responses.ts'
import {
  askedOperations,
  drawInstruction,
  drawInstructions,
  instructionText,
  largestLimit,
  pieces,
  qualityOf,
  readInstruction,
  splitOfInstruction,
  withWordLimit,
  type InstructionSplit,
  type ListInstruction,
} from './world.ts'

const list = ['pen', 'cup', 'hat', 'key', 'box', 'map', 'jar', 'fan'] as const
const asked = (operation: ListInstruction['operation']): ListInstruction => ({ operation, words: list })
const instructions = fc
  .integer({ min: 0, max: 1e6 })
  .map((seed) => drawInstruction(randomStream('instruction', seed)))

test('an instruction as a text, without a limit and with one', () => {
  const text = instructionText(asked('rotate left'))
  expect(text).toBe('rotate left: pen cup hat key box map jar fan ->')
  expect(withWordLimit(text, 5)).toBe('Use 5 words or less. rotate left: pen cup hat key box map jar fan ->')
})

test('an instruction is read back from its text, and nothing else is', () => {
  fc.assert(
    fc.property(instructions, (one) => {
      expect(readInstruction(instructionText(one))).toEqual(one)
    }),
  )
  for (const text of ['', 'copy: pen', 'sort: pen cup ->', 'copy: pen dog ->', 'swap ends: pen cup ->']) {
    expect(() => readInstruction(text), text).toThrow(/^no instruction of this world: "/)
  }
  expect(() => readInstruction(withWordLimit(instructionText(asked('copy')), 5))).toThrow(RangeError)
})

// Worked by hand: a word is right where the whole result has it; each wrong one takes half a word off.
describe('quality', () => {
  test.each([
    ['copy', '', 0, 0, 0],
    ['copy', ' pen', 1, 0, 1],
    ['copy', ' pen cup hat', 3, 0, 3],
    ['copy', ' cup pen hat', 1, 2, 0],
    ['copy', ' pen cup hat key box map jar fan', 8, 0, 8],
    ['copy', ' pen cup hat key box map jar fan pen', 8, 1, 7.5],
    ['copy', 'Use 5 words or less. copy: ->', 0, 7, -3.5],
    ['reverse', ' fan jar map', 3, 0, 3],
    ['reverse', ' pen cup hat key box', 0, 5, -2.5],
    ['rotate left', ' cup hat key box map jar fan pen', 8, 0, 8],
    ['rotate left', ' cup cup', 1, 1, 0.5],
  ] as const)('%s, answered "%s"', (operation, response, right, wrong, quality) => {
    expect(qualityOf(asked(operation), response)).toEqual({ right, wrong, quality })
  })

  test('of two right responses the longer is the better', () => {
    fc.assert(
      fc.property(instructions, fc.integer({ min: 1, max: 8 }), (one, length) => {
        const copied = { ...one, operation: 'copy' } as const
        const of = (count: number) => qualityOf(copied, one.words.slice(0, count).join(' ')).quality
        expect(of(length) - of(length - 1)).toBe(1)
      }),
    )
  })
})

test('words of a text are what white space separates', () => {
  expect(wordsOf('  pen\ncup ->')).toEqual(['pen', 'cup', '->'])
})

test('an instruction asks for one of three operations, on eight different words out of twenty', () => {
  const drawn = Array.from({ length: 600 }, (_, seed) => drawInstruction(randomStream('all', seed)))
  expect(new Set(drawn.map(({ operation }) => operation))).toEqual(new Set(askedOperations))
  expect(askedOperations).toEqual(['copy', 'reverse', 'rotate left'])
  for (const { words: one } of drawn) expect([one.length, new Set(one).size]).toEqual([8, 8])
  // Every word comes to every place.
  for (let place = 0; place < 8; place += 1) {
    expect(new Set(drawn.map(({ words: one }) => one[place])).size).toBe(words.length)
  }
})

// Worked by hand: the sum starts at the operation's place (copy 0, reverse 1, rotate left 2); each word makes it
// (31 sum + its place) mod 997; a last digit of 0 is for testing. Places: pen 0, cup 1, hat 2, key 3, box 4.
test.each([
  ['test', 'copy', ['pen']], // 0
  ['train', 'copy', ['cup']], // 1
  ['train', 'reverse', ['pen']], // 31
  ['test', 'reverse', ['vase']], // 31 + 19 = 50
  ['test', 'rotate left', ['toy', 'pen']], // 62 + 12 = 74; 2294 − 1994 = 300
  ['train', 'rotate left', ['pen', 'toy']], // 62; 1922 + 12 = 1934 − 997 = 937
] as const)('%s: %s of %j', (split, operation, of) => {
  expect(splitOfInstruction({ operation, words: of })).toBe(split)
})

test('a tenth of all instructions is for testing', () => {
  const random = randomStream('shares', 1)
  const drawn = Array.from({ length: 20_000 }, () => splitOfInstruction(drawInstruction(random)))
  // Five standard errors of a share of .1 of 20,000 are .011.
  expect(Math.abs(drawn.filter((split) => split === 'test').length / 20_000 - 0.1)).toBeLessThan(0.011)
})

test('splits share no instruction, whatever the seeds, and a split has none twice', () => {
  const texts = (split: InstructionSplit, seed: number) =>
    drawInstructions(split, 400, randomStream('splits', seed)).map(instructionText)
  expect(new Set([...texts('train', 1), ...texts('test', 1), ...texts('test', 2)]).size).toBe(1200)
  expect(texts('test', 1)).toEqual(texts('test', 1))
  for (const one of drawInstructions('test', 50, randomStream('one'))) {
    expect(splitOfInstruction(one)).toBe('test')
  }
})

test('every prompt is spelled by the pieces: a limit, an operation and a word are one token each', () => {
  expect(new Set(pieces).size).toBe(pieces.length)
  // 9 limits, 3 operations, the arrow, 20 words.
  expect(pieces).toHaveLength(33)
  const spelled = (text: string) =>
    text.match(new RegExp(pieces.map((piece) => RegExp.escape(piece)).join('|'), 'g'))
  fc.assert(
    fc.property(instructions, fc.integer({ min: 1, max: largestLimit }), (one, limit) => {
      const text = withWordLimit(instructionText(one), limit)
      expect(spelled(text)!.join('')).toBe(text)
      expect(spelled(text)).toHaveLength(11)
    }),
  )
})
