import { expect, test } from 'vitest'
import { averageScores } from './average-score.ts'
import { bestAgainstWorst } from './best-against-worst.ts'

const judged = (id: string, ...verdicts: readonly (number | null)[]) => ({
  of: { id, instruction: 'i', responses: ['r'] },
  judgements: verdicts.map((verdict) => ({ text: '', verdict, order: 'given' as const })),
})

test('scores are averaged over the judgements that could be read', () => {
  const [three, two, none] = averageScores([
    judged('a', 5, 4, 4),
    judged('b', 2, null, 5),
    judged('c', null, null),
  ])
  expect(three).toMatchObject({ of: { id: 'a' }, score: 13 / 3, read: 3 })
  expect(two).toMatchObject({ of: { id: 'b' }, score: 3.5, read: 2 })
  expect(none).toMatchObject({ of: { id: 'c' }, score: null, read: 0 })
})

const prompt = (id: string, ...scores: readonly (number | null)[]) =>
  scores.map((score, i) => ({ id, prompt: `prompt ${id}`, response: `${id}${i}`, score }))
const paired = (...responses: Parameters<typeof bestAgainstWorst>[0][]) =>
  bestAgainstWorst(responses.flat()).map(({ chosen, rejected }) => `${chosen} ${rejected}`)

test('each prompt gives its best response against its worst, the first of equals', () => {
  expect(paired(prompt('a', 3, 5, 1, 5, 1))).toEqual(['a1 a2'])
  expect(paired(prompt('a', 2, 4), prompt('b', 4, 2))).toEqual(['a1 a0', 'b0 b1'])
  expect(bestAgainstWorst(prompt('a', 2, 4))).toEqual([{ prompt: 'prompt a', chosen: 'a1', rejected: 'a0' }])
})

test('equal scores give no pair, nor does a single one; responses without a score are left out', () => {
  expect(paired(prompt('a', 4, 4, 4), prompt('b', 4), prompt('c', null, null))).toEqual([])
  expect(paired(prompt('a', null, 4, 0, null))).toEqual(['a1 a2'])
  expect(paired(prompt('a', null, 4))).toEqual([])
})
