import { randomStream } from '@retable/core'
import { expect, test } from 'vitest'
import type { Answer } from './answers.ts'
import { drawPairs } from './draw-pairs.ts'

const answer = (instruction: string, words: number, logOdds: number): Answer => ({
  instruction,
  text: Array(words).fill('w').join(' '),
  logOdds,
})
const options = { leastGap: 1, leastDifference: 10, most: 99 }
const draw = (answers: readonly Answer[], more: Partial<typeof options> = {}, seed = 1) =>
  drawPairs(['a', 'b', 'c'], answers, { ...options, ...more }, randomStream(seed))
const shown = (pairs: ReturnType<typeof draw>) =>
  pairs.map(({ prompt, chosen, rejected }) => [prompt, chosen.split(' ').length, rejected.split(' ').length])

test('the answer that is ahead by enough wins, if the two differ by enough words', () => {
  const answers = [
    ...[answer('a', 20, 0), answer('a', 30, 1)],
    // Too small a lead, and lengths too near.
    ...[answer('b', 20, 0), answer('b', 30, 0.99)],
    ...[answer('c', 20, 0), answer('c', 29, 5), answer('d', 60, 9)],
  ]
  expect(shown(draw(answers))).toEqual([['a', 30, 20]])
  expect(shown(draw(answers, { leastGap: 0.99, leastDifference: 9 }))).toEqual([
    ['a', 30, 20],
    ['b', 30, 20],
    ['c', 29, 20],
  ])
})

test('one pair an instruction, any that it has, in the order of instructions, until there are enough', () => {
  const three = (of: string) => [answer(of, 10, 0), answer(of, 20, 1), answer(of, 40, 2)]
  const answers = [...three('c'), ...three('b'), ...three('a')]
  expect(draw(answers).map(({ prompt }) => prompt)).toEqual(['a', 'b', 'c'])
  expect(draw(answers, { most: 2 })).toEqual(draw(answers).slice(0, 2))
  const seen = new Set(Array.from({ length: 60 }, (_, seed) => String(shown(draw(answers, {}, seed))[0])))
  expect([...seen].toSorted()).toEqual(['a,20,10', 'a,40,10', 'a,40,20'])
  expect(draw(answers, {}, 7)).toEqual(draw(answers, {}, 7))
})

test('nothing to choose from gives nothing', () => {
  expect(draw([])).toEqual([])
  expect(draw([answer('a', 10, 3)])).toEqual([])
})
