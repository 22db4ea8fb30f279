import type { Drawn, Evaluation, Task } from '@retable/core'
import { finalAnswer } from '@retable/evaluators'
import { expect, test } from 'vitest'
import { evaluateSamples, measureUnits } from './measure.ts'

const drawn = (id: string, gold: string, ...answers: readonly string[]): Drawn<Task> => ({
  of: { id, prompt: 'p', gold, solution: '' },
  completions: answers.map((answer) => ({
    text: answer === '' ? 'no answer' : `Final answer: ${answer}`,
    ...{ tokens: 1, finishReason: 'stop', logProbability: -1 },
  })),
})
const evaluation = {
  tasks: { step: 'tasks' },
  benchmark: { id: 'toy', version: '3' },
  variant: finalAnswer,
  greedy: { temperature: 0, topP: 1, maxTokens: 1 },
} satisfies Evaluation
const step = {
  kind: 'evaluate',
  name: 's/scores',
  setting: 's',
  greedy: 'g',
  votes: null,
  evaluation,
} as const
const greedy = [drawn('a', '1', '1'), drawn('b', '2', '9'), drawn('c', '3', '3'), drawn('d', '4', '')]
const byName = (result: ReturnType<typeof evaluateSamples>) =>
  Object.fromEntries(result.measurements.map((one) => [one.name, one]))

test('accuracy is 1 where the answer is right, item by item and in the mean', () => {
  const result = evaluateSamples(step, greedy, null)
  expect(result.units).toEqual({
    accuracy: [
      { item: 'a', value: 1 },
      { item: 'b', value: 0 },
      { item: 'c', value: 1 },
      { item: 'd', value: 0 },
    ],
  })
  expect(byName(result)).toMatchObject({
    accuracy: { value: 2 / 4, n: 4, unit: 'fraction' },
    no_answer: { value: 1 / 4, n: 4 },
  })
  expect(Object.keys(byName(result))).toEqual(['accuracy', 'no_answer'])
  const { setting, benchmark, variant } = result
  const { id, version } = finalAnswer
  expect([setting, benchmark, variant]).toEqual(['s', { id: 'toy', version: '3' }, { id, version }])
})

test('each answer is one score, with what was read in it', () => {
  expect(evaluateSamples(step, greedy, null).scores).toEqual(
    [
      ['a', '1', '1', 1],
      ['b', '9', '2', 0],
      ['c', '3', '3', 1],
      ['d', null, '4', 0],
    ].map(([item, extracted, gold, score]) => ({
      benchmark: 'toy',
      item,
      sample: 0,
      extracted,
      gold,
      score,
    })),
  )
})

test('of several answers the first is the one that is drawn greedily', () => {
  const { units } = evaluateSamples(step, [drawn('a', '1', '1', '2'), drawn('b', '1', '2', '1')], null)
  expect(units['accuracy']?.map(({ value }) => value)).toEqual([1, 0])
})

// Worked by hand: a has 2 of 4 votes for the right 1, the others tie for the wrong 2; b two right of four, the others
// apart; c a tie of three, one right; d has no vote at all.
const votes = [
  drawn('a', '1', '2', '1', '1', '2'),
  drawn('b', '2', '7', '2', '2', '8'),
  drawn('c', '3', '3', '4', '', '5'),
  drawn('d', '4', '', '', '', ''),
]

test('a majority’s value is what it is expected to be, ties broken at random', () => {
  const result = evaluateSamples(step, greedy, votes)
  expect(result.units['maj@4_expected']).toEqual([
    { item: 'a', value: 1 / 2 },
    { item: 'b', value: 1 },
    { item: 'c', value: expect.closeTo(1 / 3, 12) },
    { item: 'd', value: 0 },
  ])
  const found = byName(result)
  expect(found['maj@4_expected']?.value).toBeCloseTo((1 / 2 + 1 + 1 / 3) / 4, 12)
  // Ties to the first seen: wrong for a, right for c.
  expect(found['maj@4']?.value).toBe(2 / 4)
  expect(Object.keys(found)).toEqual(['accuracy', 'no_answer', 'maj@4', 'maj@4_expected'])
})

test('votes change nothing of what is measured greedily, and are scores of their own', () => {
  const [plain, voted] = [evaluateSamples(step, greedy, null), evaluateSamples(step, greedy, votes)]
  expect(voted.units['accuracy']).toEqual(plain.units['accuracy'])
  expect(byName(voted)).toMatchObject(byName(plain))
  expect(voted.scores.filter(({ drawing }) => drawing === undefined)).toEqual(plain.scores)
  const ofVotes = voted.scores.filter(({ drawing }) => drawing === 'votes')
  expect(ofVotes.map(({ item, sample, score }) => [item, sample, score])).toEqual(
    [
      ['a', [0, 1, 1, 0]],
      ['b', [0, 1, 1, 0]],
      ['c', [1, 0, 0, 0]],
      ['d', [0, 0, 0, 0]],
    ].flatMap(([item, scores]) => (scores as number[]).map((score, sample) => [item, sample, score])),
  )
})

test('votes on a part of the problems say of these alone', () => {
  const { units, measurements } = evaluateSamples(step, greedy, votes.slice(0, 2))
  expect(units['maj@4_expected']?.map(({ item }) => item)).toEqual(['a', 'b'])
  const n = (name: string) => measurements.find((one) => one.name === name)?.n
  expect([n('accuracy'), n('maj@4'), n('maj@4_expected')]).toEqual([4, 2, 2])
})

test('a mean over units has its standard error, and its values stand beside it', () => {
  const values = [3, -1, 4].map((value, i) => ({ item: `pair ${i}`, value }))
  const result = measureUnits('dpo', { metric: 'change', unit: 'nats', values })
  expect([result.setting, result.benchmark, result.variant, result.scores]).toEqual(['dpo', null, null, []])
  expect(result.units).toEqual({ change: values })
  // Mean 2; squared distances 1, 9 and 4 make a variance of 7, of the mean 7/3. 1.959963984540054: normal, 97.5 %.
  const [{ standardError, interval, ...rest }] = result.measurements as [(typeof result.measurements)[number]]
  expect(rest).toEqual({ name: 'change', value: 2, n: 3, unit: 'nats' })
  expect(standardError).toBeCloseTo(Math.sqrt(7 / 3), 12)
  expect(interval?.low).toBeCloseTo(2 - 1.959963984540054 * Math.sqrt(7 / 3), 9)
  expect(interval?.high).toBeCloseTo(2 + 1.959963984540054 * Math.sqrt(7 / 3), 9)
})

test('one unit has a mean and no error', () => {
  const { measurements } = measureUnits('s', { metric: 'm', unit: 'u', values: [{ item: 'a', value: 5 }] })
  expect(measurements[0]).toMatchObject({ value: 5, n: 1, standardError: null, interval: null })
})
