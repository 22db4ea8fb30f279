import { expect, test } from 'vitest'
import { randomInteger, randomNormal, randomStream, shuffled, streamSeed } from './random.ts'

/** A stream of these numbers. */
const of = (...numbers: readonly number[]) => {
  const left = [...numbers]
  return () => left.shift()!
}
const justBelowOne = 1 - 2 ** -32

// PractRand's sfc32 on the four little-endian words of the key's sha256, worked in Python with unsigned integers.
test('a stream is sfc32, seeded with the sha256 of its key', () => {
  const random = randomStream('a', 1)
  expect(Array.from({ length: 6 }, () => random() * 2 ** 32)).toEqual([
    1316434997, 3449719090, 2122234098, 628091637, 2531294576, 3501899383,
  ])
  const unnamed = randomStream()
  const thousand = Array.from({ length: 1000 }, () => unnamed() * 2 ** 32)
  expect([thousand[0], thousand[999]]).toEqual([2487401845, 543647760])
  // The first number of the stream "seed", "a", 1.
  expect(streamSeed('a', 1)).toBe(739685333)
})

test('keys that look alike have streams of their own', () => {
  const keys = [['a', 1], ['a', '1'], ['a1'], ['a', 1, ''], [1, 'a'], ['["a",1]']] as const
  expect(new Set(keys.map((key) => randomStream(...key)())).size).toBe(keys.length)
})

test('a whole number is as likely as each other from the least to the most', () => {
  expect([0, 0.19, 0.2, 0.99, justBelowOne].map((x) => randomInteger(() => x, -2, 2))).toEqual([
    -2, -2, -1, 2, 2,
  ])
  expect(randomInteger(() => justBelowOne, 7, 7)).toBe(7)
})

// Worked by hand: from the last place down, each value changes places with one at or before it.
test('shuffling is Fisher-Yates, and leaves what it is given', () => {
  const values = ['a', 'b', 'c', 'd']
  expect(shuffled(of(0, 0, 0), values)).toEqual(['b', 'c', 'd', 'a'])
  expect(shuffled(of(justBelowOne, justBelowOne, justBelowOne), values)).toEqual(values)
  expect(shuffled(of(0.3, 0.7, 0.1), values)).toEqual(['d', 'a', 'c', 'b'])
  expect(values).toEqual(['a', 'b', 'c', 'd'])
  const draws = of(0.5)
  expect([shuffled(draws, ['a']), shuffled(draws, []), draws()]).toEqual([['a'], [], 0.5])
})

// Box-Muller: √(−2 ln(1 − u)) cos 2πv; √(2 ln 2) = 1.17741.
test('normal numbers are those of Box and Muller', () => {
  const root = Math.sqrt(2 * Math.LN2)
  expect(randomNormal(of(0.5, 0))).toBeCloseTo(root, 12)
  expect(randomNormal(of(0.5, 0.5))).toBeCloseTo(-root, 12)
  expect(randomNormal(of(0.5, 0.25))).toBeCloseTo(0, 12)
  expect(randomNormal(of(0.5, 0.125))).toBeCloseTo(root * Math.SQRT1_2, 12)
  expect(randomNormal(of(1 - Math.exp(-2), 0))).toBeCloseTo(2, 12)
  expect(randomNormal(of(0, 0.3))).toBeCloseTo(0, 12)
})
