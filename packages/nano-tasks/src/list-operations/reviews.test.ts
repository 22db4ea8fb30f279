import { randomStream } from '@retable/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawInstruction, instructionText, type ListInstruction } from './instructions.ts'
import { qualityOf } from './responses.ts'
import {
  answerPrompt,
  carefulReview,
  checkPrompt,
  checkText,
  exactQuality,
  listPieces,
  listReview,
  newInstructionPrompt,
  reviewPrompt,
  scoreLine,
} from './reviews.ts'

const reverse: ListInstruction = { operation: 'reverse', list: ['pen', 'cup', 'hat', 'key'] }
const text = 'reverse: pen cup hat key'

test('prompts and reviews, worked by hand', () => {
  expect(answerPrompt(text)).toBe('reverse: pen cup hat key\nAnswer:')
  expect(reviewPrompt(text, ' key hat')).toBe('reverse: pen cup hat key\nAnswer: key hat\nReview:')
  expect(checkPrompt(text, ' key hat')).toBe('reverse: pen cup hat key\nAnswer: key hat\nCheck:')
  expect(checkText(reverse, ' key cup cup')).toBe(' key key = hat cup x cup cup = pen none x')
  expect(carefulReview(reverse, ' key cup cup')).toBe(' key key = hat cup x cup cup = pen none x\nScore: 3')
  expect(carefulReview(reverse, ' key hat cup pen ok')).toMatch(/ none ok x\nScore: 4$/)
})

test('quality of a text instruction is exact, and a text that is none is refused', () => {
  expect(exactQuality(text, ' key hat cup pen')).toBe(5)
  expect(() => exactQuality('sort: pen cup hat key', '')).toThrow(RangeError)
})

describe('the judge', () => {
  const { parse, prompt } = listReview

  test('asks for a review', () => {
    expect(prompt!({ instruction: text, responses: [' key hat'] })).toBe(reviewPrompt(text, ' key hat'))
  })

  test.each([
    [0, '\nScore: 0'],
    [5, '\nScore: 5'],
    [3, ' key key = hat cup x cup cup = pen none x\nScore: 3'],
    [5, ' key key x hat cup x\nScore: 5'], // a check that says other than the score
    [2, '\nScore: 4\nScore: 2'], // the last one counts
    [null, '\nScore: 4\nScore: '],
    [null, '\nScore: 6'],
    [null, '\nScore: 4 ok'],
    [null, '\nScore: 42'],
    [null, '\nScore:4'],
    [null, 'Score: 4'],
    [null, ' key key = hat'],
    [null, ''],
  ])('reads %j in %j', (points, review) => expect(parse(review)).toBe(points))

  test('reads every careful review as the exact quality, whatever the response', () => {
    const random = randomStream('reviews')
    const words = fc.array(fc.constantFrom(...listPieces.filter((piece) => piece.startsWith(' '))), {
      maxLength: 9,
    })
    fc.assert(
      fc.property(words, (pieces) => {
        const instruction = drawInstruction(random)
        const response = pieces.join('')
        expect(parse(carefulReview(instruction, response))).toBe(qualityOf(instruction, response))
      }),
    )
  })

  test('what it reads is what stands after the last mark, and nothing before it matters', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 5 }), (before, points) => {
        expect(parse(before + scoreLine(points))).toBe(points)
      }),
    )
  })

  test('a long text is read in no time', () => {
    const started = performance.now()
    for (let i = 0; i < 50; i += 1) parse('\nScore: '.repeat(20_000))
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

test('every prompt and review is made of the pieces, one way only', () => {
  const pattern = listPieces.map((piece) => piece.replace(/[=]/g, String.raw`\=`)).join('|')
  const all = new RegExp(`^(?:${pattern})*$`)
  const random = randomStream('pieces')
  for (let i = 0; i < 200; i += 1) {
    const instruction = drawInstruction(random)
    const words = instructionText(instruction)
    const response = ` ${instruction.list.join(' ')} ok`
    const texts = [
      newInstructionPrompt,
      reviewPrompt(words, response) + carefulReview(instruction, response),
      checkPrompt(words, response) + checkText(instruction, response),
    ]
    for (const each of texts) expect(each).toMatch(all)
  }
  expect(new Set(listPieces).size).toBe(listPieces.length)
  // No piece begins another, so that no text can be taken apart in two ways.
  const begins = listPieces.flatMap((one) =>
    listPieces.filter((other) => other !== one && other.startsWith(one)),
  )
  expect(begins).toEqual([])
})
