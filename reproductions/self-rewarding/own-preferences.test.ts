import { expect, test } from 'vitest'
import { fullMarks, joined, ownFigures, responsesOf, toReview } from './own-preferences.ts'

const completion = (text: string) => ({ text, tokens: 1, finishReason: 'stop' as const })
const answered = [
  { of: { id: 'a', prompt: 'ask a', instruction: 'do a' }, completions: ['a0', 'a1'].map(completion) },
  { of: { id: 'b', prompt: 'ask b', instruction: 'do b' }, completions: ['b0', 'b1'].map(completion) },
]
const questions = toReview(answered)
/** Scores of a0, a1, b0, b1. */
const scored = (...scores: readonly (number | null)[]) =>
  questions.map((of, i) => ({ of, score: scores[i]!, read: scores[i] === null ? 0 : 3 }))

test('each answer is a question of its own about the instruction', () => {
  expect(questions.map(({ id }) => id)).toEqual(['a/0', 'a/1', 'b/0', 'b/1'])
  expect(questions[1]).toEqual({
    ...{ id: 'a/1', item: 'a', prompt: 'ask a', instruction: 'do a', responses: ['a1'] },
  })
})

test('a response stands with its score under its instruction', () => {
  expect(responsesOf(scored(4, null, 1, 2))[1]).toEqual({
    ...{ id: 'a', prompt: 'ask a', response: 'a1', score: null },
  })
})

test('full marks are the answers whose mean is five', () => {
  expect(fullMarks(responsesOf(scored(5, 4 + 2 / 3, null, 5)))).toEqual([
    { prompt: 'ask a', completion: 'a0' },
    { prompt: 'ask b', completion: 'b1' },
  ])
})

test('figures by instruction: whether there is a pair, the mean own score, the share of reviews that was read', () => {
  const figures = (...scores: readonly (number | null)[]) =>
    Object.fromEntries(
      ownFigures(scored(...scores), { samples: 3, sampling: { temperature: 1, topP: 1, maxTokens: 1 } }).map(
        ({ metric, values }) => [metric, values.map(({ item, value }) => `${item} ${value}`)],
      ),
    )
  expect(figures(4, 2, 3, 3)).toEqual({
    pairs: ['a 1', 'b 0'],
    'own score': ['a 3', 'b 3'],
    'reviews read': ['a 1', 'b 1'],
  })
  expect(figures(4, null, null, null)).toEqual({
    pairs: ['a 0', 'b 0'],
    'own score': ['a 4'],
    'reviews read': ['a 0.5', 'b 0'],
  })
})

test('sources are joined in their order, as texts and nothing else', () => {
  const rows = [{ prompt: 'p', completion: 'c', instruction: 'i' }]
  expect(joined({ rows, others: [{ prompt: 'q', completion: 'd' }] })).toEqual([
    { prompt: 'p', completion: 'c' },
    { prompt: 'q', completion: 'd' },
  ])
})
