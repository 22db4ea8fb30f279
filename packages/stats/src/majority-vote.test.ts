import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consistency, majorityScore, majorityVote } from './majority-vote.ts'

test('most votes win, ties to the first seen', () => {
  expect(majorityVote(['4', '5', '5'], { nullVotes: false })).toEqual({ leaders: [1], votes: 2 })
  expect(majorityVote(['4', '5', '5', '4'], { nullVotes: false })).toEqual({ leaders: [0, 1], votes: 2 })
})

test('a missing answer votes only where it is told to', () => {
  expect(majorityVote([null, null, '5'], { nullVotes: false })).toEqual({ leaders: [2], votes: 1 })
  expect(majorityVote([null, null, '5'], { nullVotes: true })).toEqual({ leaders: [0], votes: 2 })
  expect(majorityVote([null], { nullVotes: false })).toEqual({ leaders: [], votes: 0 })
})

test('strings are not normalised before voting', () => {
  expect(majorityVote(['1,000', '1000', '7', '7'], { nullVotes: false })).toEqual({ leaders: [2], votes: 2 })
})

test('a tie between right and wrong is worth a half', () => {
  const samples = [
    { extracted: '4', score: 0 },
    { extracted: '5', score: 1 },
  ]
  expect(majorityScore(samples, { nullVotes: false })).toEqual({ firstSeen: 0, expected: 0.5 })
  expect(majorityScore([{ extracted: null, score: 0 }], { nullVotes: false })).toEqual({
    firstSeen: 0,
    expected: 0,
  })
})

test('the expected score is the mean over every order of the samples', () => {
  const answers = fc.array(fc.constantFrom('1', '2', '3'), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(answers, (drawn) => {
      const samples = drawn.map((extracted) => ({ extracted, score: extracted === '1' ? 1 : 0 }))
      const orders = permutations(samples)
      const mean =
        orders.reduce((sum, order) => sum + majorityScore(order, { nullVotes: false }).firstSeen, 0) /
        orders.length
      expect(majorityScore(samples, { nullVotes: false }).expected).toBeCloseTo(mean, 12)
    }),
    { numRuns: 60 },
  )
})

function permutations<T>(values: readonly T[]): T[][] {
  if (values.length <= 1) return [[...values]]
  return values.flatMap((value, i) =>
    permutations([...values.slice(0, i), ...values.slice(i + 1)]).map((rest) => [value, ...rest]),
  )
}

test('consistency is the share of samples that give the most common answer', () => {
  expect(consistency(['4', '5', '5', null], { nullVotes: false })).toBe(0.5)
  expect(consistency([null, null, '5', '6'], { nullVotes: false })).toBe(0.25)
  expect(consistency([null, null, '5', '6'], { nullVotes: true })).toBe(0.5)
  expect(consistency([null], { nullVotes: false })).toBe(0)
})
