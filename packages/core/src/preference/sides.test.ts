import { expect, test } from 'vitest'
import { chosenOf, rejectedOf } from './sides.ts'

const pairs = [
  { prompt: 'a', chosen: 'good', rejected: 'bad', weight: 2 },
  { prompt: 'b', chosen: 'right', rejected: 'wrong' },
]

test('each side of a pair is a text to imitate', () => {
  expect(chosenOf(pairs)).toEqual([
    { prompt: 'a', completion: 'good' },
    { prompt: 'b', completion: 'right' },
  ])
  expect(rejectedOf(pairs)).toEqual([
    { prompt: 'a', completion: 'bad' },
    { prompt: 'b', completion: 'wrong' },
  ])
})
