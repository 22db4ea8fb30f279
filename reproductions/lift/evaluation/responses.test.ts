import type { Drawn } from '@retable/core'
import { lengthInstructed } from '@retable/evaluators'
import { describe, expect, test } from 'vitest'
import type { TestItem } from '../setup.ts'
import { contestsOf, lengthsOf, promptsOf, winsOf, type TestPrompt } from './responses.ts'

const item = (id: string, limit: number): TestItem => ({
  id,
  instruction: `Greet ${id}.`,
  baseline: 'Good day',
  limit,
})
const answered = (id: string, limit: number, text: string): Drawn<TestPrompt> => ({
  of: { id, prompt: 'asked', item: item(id, limit) },
  completions: [{ text, tokens: 1, finishReason: 'stop' }],
})
const answers = [
  answered('kept', 2, 'Hello there'),
  answered('over', 2, 'Hello there you'),
  answered('equal', 2, 'Good day'),
  answered('short', 2, 'Hi.'),
]

describe('prompts', () => {
  const items = [item('a', 10), item('b', 3)]
  const limits = (scale: number | null) =>
    promptsOf(items, lengthInstructed, scale).map((one) => one.item.limit)

  test('state the limit in front of the instruction, or leave it out', () => {
    expect(promptsOf(items, lengthInstructed, 1)[0]).toEqual({
      id: 'a',
      prompt: 'Answer the following instruction using 10 words or less.\n\nGreet a.',
      item: item('a', 10),
    })
    expect(promptsOf(items, lengthInstructed, null).map(({ prompt }) => prompt)).toEqual([
      'Greet a.',
      'Greet b.',
    ])
    // What is not stated is measured all the same.
    expect(limits(null)).toEqual([10, 3])
  })

  test('scale it to the nearest whole number, and to one word at least; it is measured by what it is scaled to', () => {
    expect([0.5, 0.25, 0.1].map(limits)).toEqual([[5, 2], [3, 1], [1, 1]]) // prettier-ignore
    expect(promptsOf(items, lengthInstructed, 0.25)[0]!.prompt).toContain('using 3 words')
  })
})

describe('contests', () => {
  const ids = (isLimited: boolean) => contestsOf(answers, isLimited).map(({ id }) => id)

  test('the judge is asked of neither equal responses nor, under limits, those over them', () => {
    expect(ids(true)).toEqual(['kept', 'short'])
    expect(ids(false)).toEqual(['kept', 'over', 'short'])
  })

  test('it sees the instruction without its limit, and the baseline first', () => {
    const limited = { ...answers[0]!, of: promptsOf([item('kept', 2)], lengthInstructed, 1)[0]! }
    expect(contestsOf([limited], true)).toEqual([
      { id: 'kept', instruction: 'Greet kept.', responses: ['Good day', 'Hello there'] },
    ])
  })
})

// As alpaca-eval-li counts: over the limit loses, equal is a tie, without a verdict is left out.
describe('wins', () => {
  const credits = [
    { id: 'kept', credit: 1 },
    { id: 'over', credit: 1 },
    { id: 'short', credit: null },
  ]

  test('under limits a response over its own loses, whatever was judged', () => {
    expect(winsOf(answers, credits, true)).toEqual({
      metric: 'win_rate',
      unit: 'fraction',
      values: [
        { item: 'kept', value: 1 },
        { item: 'over', value: 0 },
        { item: 'equal', value: 0.5 },
      ],
    })
  })

  test('without limits what was judged counts', () => {
    const of = (isLimited: boolean) => winsOf(answers, credits, isLimited).values.map(({ value }) => value)
    expect(of(false)).toEqual([1, 1, 0.5])
    expect(winsOf(answers, [{ id: 'kept', credit: 0.25 }], false).values).toEqual([
      { item: 'kept', value: 0.25 },
      { item: 'equal', value: 0.5 },
    ])
  })

  test('one over its limit that equals the baseline has lost', () => {
    expect(winsOf([answered('x', 1, 'Good day')], [], true).values).toEqual([{ item: 'x', value: 0 }])
  })
})

test('violations and words, with what the tier tells besides', () => {
  const values = (of: ReturnType<typeof lengthsOf>) =>
    of.map(({ metric, unit, values: all }) => [metric, unit, all.map(({ value }) => value)])
  expect(values(lengthsOf(answers, undefined))).toEqual([
    ['violation_rate', 'fraction', [0, 1, 0, 0]],
    ['mean_words', 'words', [2, 3, 2, 1]],
  ])
  const grade = ({ limit }: TestItem, response: string) => [
    { metric: 'letters', unit: 'points', value: limit + response.length },
  ]
  expect(values(lengthsOf(answers, grade))[2]).toEqual(['letters', 'points', [13, 17, 10, 5]])
  expect(lengthsOf(answers, grade)[2]!.values.map(({ item: of }) => of)).toEqual([
    'kept',
    'over',
    'equal',
    'short',
  ])
  expect(lengthsOf([], undefined)).toEqual([])
})
