import { randomStream } from '@retable/core'
import { describe, expect, test } from 'vitest'
import { instructionText, readInstruction, splitOfInstruction, type ListInstruction } from './instructions.ts'
import { qualityOf } from './responses.ts'
import { answerPrompt, carefulReview, checkText, listReview, newInstructionPrompt } from './reviews.ts'
import {
  drawReading,
  habitualResponse,
  instructionRow,
  rankedResponses,
  reviewRows,
  trainingInstruction,
  type ReadingPlan,
  type ResponseHabits,
} from './seed-corpus.ts'

const none: ResponseHabits = { right: 0, confused: 0, swapped: 0, dropped: 0, doubled: 0, chatter: 0 }
const habits: ResponseHabits = {
  right: 0.3,
  confused: 0.4,
  swapped: 0.1,
  dropped: 0.1,
  doubled: 0.05,
  chatter: 0.05,
}
const reverse: ListInstruction = { operation: 'reverse', list: ['pen', 'cup', 'hat', 'key'] }
const of = (kind: keyof ResponseHabits, instruction = reverse, random = () => 0) =>
  habitualResponse(random, instruction, { ...none, [kind]: 1 })
const isForTraining = (text: string) => splitOfInstruction(readInstruction(text)!) === 'train'
const instructionOf = (prompt: string) => prompt.split('\n')[0]!
const responseOf = (prompt: string) => /\nAnswer:(.*)/.exec(prompt)![1]!

// By hand; a slip is at the first place for the stream's least number.
test('each habit does what it says', () => {
  expect(of('right')).toBe(' key hat cup pen')
  expect(of('confused')).toBe(' pen cup hat key')
  expect(of('swapped')).toBe(' hat key cup pen')
  expect(of('dropped')).toBe(' key hat cup')
  expect(of('doubled')).toBe(' key key cup pen')
  expect(of('chatter')).toBe(' key hat cup pen ok')
  const confused = (operation: ListInstruction['operation']) => of('confused', { ...reverse, operation })
  expect(confused('copy')).toBe(' key hat cup pen')
  expect(confused('swap ends')).toBe(' pen cup hat key')
  expect(confused('rotate left')).toBe(' key pen cup hat')
  expect(confused('rotate right')).toBe(' cup hat key pen')
  expect(confused('drop first')).toBe(' pen cup hat key')
})

test('habits come in their shares', () => {
  const random = randomStream('shares')
  const drawn = Array.from({ length: 8000 }, () => habitualResponse(random, reverse, habits))
  const share = (response: string) => drawn.filter((each) => each === response).length / 8000
  // Five standard errors of a share of .3, .4 and .1 of 8,000 are .026, .028 and .017.
  expect(Math.abs(share(' key hat cup pen') - 0.3)).toBeLessThan(0.026)
  expect(Math.abs(share(' pen cup hat key') - 0.4)).toBeLessThan(0.028)
  expect(Math.abs(share(' key hat cup') - 0.1)).toBeLessThan(0.017)
})

test('IFT: an instruction for training with a response in its own way', () => {
  const random = randomStream('ift')
  for (let i = 0; i < 300; i += 1) {
    const { instruction, prompt, completion } = instructionRow(random, { ...none, right: 1 })
    expect(isForTraining(instruction)).toBe(true)
    expect(prompt).toBe(answerPrompt(instruction))
    expect(qualityOf(readInstruction(instruction)!, completion)).toBe(5)
  }
})

describe('EFT', () => {
  const draw = (thinned: number) =>
    reviewRows(randomStream('eft'), { size: 1200, habits, responses: 3, thinned })
  const points = (rows: ReturnType<typeof draw>) => rows.map(({ completion }) => listReview.parse(completion))

  test('reviews are right, of training instructions, several to one', () => {
    const rows = draw(0)
    expect(rows).toHaveLength(1200)
    for (const { prompt, completion } of rows) {
      expect(isForTraining(instructionOf(prompt))).toBe(true)
      expect(completion).toBe(carefulReview(readInstruction(instructionOf(prompt))!, responseOf(prompt)))
    }
    const instructions = rows.map(({ prompt }) => instructionOf(prompt))
    for (let i = 0; i < 1200; i += 3) expect(new Set(instructions.slice(i, i + 3)).size).toBe(1)
  })

  test('those with 4 points are thinned out, and no others', () => {
    const fours = (thinned: number) => points(draw(thinned)).filter((each) => each === 4).length
    // A fifth of all responses has 4 points here: dropped, doubled and with chatter.
    expect(fours(0)).toBeGreaterThan(180)
    expect(fours(1)).toBe(0)
    expect(fours(0.5)).toBeGreaterThan(0.4 * fours(0))
    expect(fours(0.5)).toBeLessThan(0.75 * fours(0))
    expect(new Set(points(draw(1)))).not.toContain(null)
  })
})

describe('what M0 reads', () => {
  const plan: ReadingPlan = {
    batches: 50,
    rows: { checks: 5, reviews: 4, instructions: 1 },
    habits,
    lenient: { 3: 0.1, 4: 0.7, 5: 0.2 },
  }
  const rows = drawReading(plan, randomStream('reading'))
  const [checks, reviews] = ['Check', 'Review'].map((name) =>
    rows.flatMap(({ prompt, completion }) => {
      const [, response, text] = new RegExp(`^\\nAnswer:(.*)\\n${name}:([^]*)$`).exec(completion) ?? []
      return response === undefined ? [] : [{ one: readInstruction(prompt)!, response, text: text! }]
    }),
  )

  test('each batch has its rows of each kind, all for training', () => {
    expect(rows).toHaveLength(500)
    expect([checks!.length, reviews!.length]).toEqual([250, 200])
    rows.forEach(({ prompt, completion }, i) => {
      const place = i % 10
      const kind = place < 5 ? '\nCheck:' : place < 9 ? '\nReview:' : ''
      expect(completion).toContain(kind)
      expect(prompt === newInstructionPrompt).toBe(place === 9)
      expect(isForTraining(place < 9 ? prompt : completion)).toBe(true)
    })
  })

  test('responses have the writers’ habits, and checks of them are right', () => {
    for (const { one, response, text } of checks!) expect(text).toBe(checkText(one, response))
    const right = checks!.filter(({ one, response }) => qualityOf(one, response) === 5)
    // Five standard errors of a share of .3 of 250 are .145.
    expect(Math.abs(right.length / 250 - 0.3)).toBeLessThan(0.145)
  })

  test('reviews are a score alone, in their shares', () => {
    const many = drawReading({ ...plan, batches: 500 }, randomStream('lenient'))
    const scores = many.flatMap(({ completion }) => /\nReview:\nScore: (\d)$/.exec(completion)?.[1] ?? [])
    expect(scores).toHaveLength(2000)
    const share = (score: string) => scores.filter((each) => each === score).length / 2000
    // Five standard errors of a share of .7 of 2,000 are .051.
    expect(Math.abs(share('4') - 0.7)).toBeLessThan(0.051)
    expect(Math.abs(share('5') - 0.2)).toBeLessThan(0.051)
    expect(share('3') + share('4') + share('5')).toBeCloseTo(1, 12)
  })
})

test('ranked responses are all of different quality', () => {
  const random = randomStream('ranked')
  for (let i = 0; i < 200; i += 1) {
    const instruction = trainingInstruction(random)
    const responses = rankedResponses(random, instruction, { habits, responses: 3 })
    expect(new Set(responses.map((each) => qualityOf(instruction, each))).size).toBe(3)
    expect(instructionText(instruction)).toBeTruthy()
  }
  const same = { habits: { ...none, right: 1 }, responses: 2 }
  expect(() => rankedResponses(random, reverse, same)).toThrow(/^responses of different quality: none of/)
})
