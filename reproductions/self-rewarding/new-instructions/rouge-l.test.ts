import { expect, test } from 'vitest'
import { rougeL, rougeWords } from './rouge-l.ts'

const of = (first: string, second: string) => rougeL(rougeWords(first), rougeWords(second))

// Worked by hand: 2 L / (m + n).
test.each([
  [1, 'Name a bird.', 'name a bird'],
  [0, 'Name a bird.', 'List three fish.'],
  [4 / 6, 'name a bird', 'name one bird'], // name, bird
  [8 / 9, 'reverse: pen cup hat key', 'reverse: pen cup hat'],
  [6 / 10, 'a b c d e', 'c a b e d'], // a b e, or a b d
  [2 / 10, 'a b c d e', 'e d c b a'],
  [4 / 7, 'a b a', 'b b b a'], // b a
  [0, '', 'a'],
  [0, 'a', ''],
  [0, '…', '…'],
] as const)('%f: %j and %j', (value, first, second) => {
  expect(of(first, second)).toBeCloseTo(value, 12)
  expect(of(second, first)).toBeCloseTo(value, 12)
})
