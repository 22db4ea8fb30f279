import { finalAnswer } from '@retable/evaluators'
import { expect, test } from 'vitest'
import { pairUp, splitByAnswer } from './pairs.ts'

const completion = (answer: string) => ({
  text: `Final answer: ${answer}`,
  tokens: 2,
  finishReason: 'stop' as const,
  logProbability: 0,
})
const task = { id: 'a', prompt: 'p', gold: '5', solution: 'gold' }

test('responses are split by their final answer; one without it is a loser; gold is added where it is asked for', () => {
  const samples = [
    { of: task, completions: [completion('5'), completion('6'), { ...completion(''), text: 'none' }] },
  ]
  expect(splitByAnswer(samples, finalAnswer, { goldAmongWinners: false })).toEqual([
    { task, winners: ['Final answer: 5'], losers: ['Final answer: 6', 'none'] },
  ])
  const [withGold] = splitByAnswer(samples, finalAnswer, { goldAmongWinners: true })
  expect(withGold?.winners).toEqual(['Final answer: 5', 'gold'])
})

test('both lists are walked cyclically until K pairs are made', () => {
  const pairs = pairUp([{ task, winners: ['w1', 'w2'], losers: ['l1', 'l2', 'l3'] }], 4)
  expect(pairs.map(({ chosen, rejected }) => chosen + rejected)).toEqual(['w1l1', 'w2l2', 'w1l3', 'w2l1'])
})

test('a task without winners or without losers gives no pair', () => {
  expect(
    pairUp(
      [
        { task, winners: [], losers: ['l'] },
        { task, winners: ['w'], losers: [] },
      ],
      4,
    ),
  ).toEqual([])
})
