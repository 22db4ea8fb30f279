import type { Judgement, PairVerdict } from '@retable/core'
import { expect, test } from 'vitest'
import { exactOutcomes, judgedOutcomes, outcomeFigures, pairsToJudge } from './head-to-head.ts'

const answers = (...texts: readonly string[]) =>
  texts.map((text, i) => ({
    of: { id: String(i), prompt: '', instruction: `do ${i}` },
    completions: [{ text, tokens: 1, finishReason: 'stop' as const }],
  }))

test('the better answer wins, and equals are a tie', () => {
  const outcomes = exactOutcomes(answers('5', '2', '3'), answers('4', '3', '3'), (_, text) => Number(text))
  expect(outcomes.map(({ winner }) => winner)).toEqual(['left', 'right', 'tie'])
  expect(
    outcomeFigures(outcomes).map(({ metric, values }) => [metric, values.map(({ value }) => value)]),
  ).toEqual([
    ['left wins', [1, 0, 0]],
    ['tie', [0, 0, 1]],
    ['right wins', [0, 1, 0]],
  ])
})

test('a judge is shown both answers to each instruction, the left one first', () => {
  expect(pairsToJudge(answers('a', 'b'), answers('c', 'd'))[1]).toEqual({
    ...{ id: '1', instruction: 'do 1', responses: ['b', 'd'] },
  })
})

test.each<[string, PairVerdict | null, PairVerdict | null]>([
  ['left', 'first', 'second'],
  ['right', 'second', 'first'],
  ['tie', 'first', 'first'], // the first place wins both times
  ['tie', 'second', 'second'],
  ['tie', 'tie', 'tie'],
  ['tie', 'first', 'tie'],
  ['tie', 'first', null],
  ['tie', null, null],
])('%s: %s as given, %s swapped', (winner, given, swapped) => {
  const judgement = (verdict: PairVerdict | null, order: Judgement<unknown>['order']) => ({
    ...{ text: '', verdict, order },
  })
  const of = { id: 'x', instruction: 'i', responses: ['l', 'r'] as const }
  const judgements = [judgement(given, 'given'), judgement(swapped, 'swapped')]
  expect(judgedOutcomes([{ of, judgements }])).toEqual([{ item: 'x', winner }])
})
