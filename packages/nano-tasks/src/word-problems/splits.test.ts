import { randomStream } from '@retable/core'
import { expect, test } from 'vitest'
import { drawProblem, drawSplit, promptOf, splitOf, type SplitName } from './world.ts'

const split = (start: number, ...changes: readonly (readonly [verb: number, amount: number])[]) =>
  splitOf({
    name: 0,
    object: 0,
    start,
    answer: 0,
    changes: changes.map(([verb, amount]) => ({ verb, amount })),
  })

// Worked by hand: the sum starts at the start; each change makes it (31 sum + 7 verb + amount) mod 997; the last digit
// decides: 0 is for testing, 1 for development.
test.each([
  ['train', split(12, [0, 3])], // 372 + 3 = 375
  ['test', split(12, [2, 4])], // 372 + 14 + 4 = 390
  ['development', split(12, [2, 5])], // 391
  ['train', split(12, [2, 6])], // 392
  ['train', split(12, [3, 4])], // 397: another verb, another split
  ['train', split(14, [2, 4])], // 434 + 18 = 452: another start
  ['test', split(39, [15, 5], [2, 4])], // 1319 − 997 = 322; 9982 + 18 = 10000 = 10 · 997 + 30
  ['development', split(39, [15, 5], [2, 5])], // 31
  ['development', split(39, [15, 6], [2, 4])], // 1320 − 997 = 323; 10013 + 18 = 10031 = 10 · 997 + 61
  ['train', split(39, [2, 4], [15, 6])], // the other way round: 1227 − 997 = 230; 7130 + 111 = 7241 = 7 · 997 + 262
] as const)('%s', (expected, found) => {
  expect(found).toBe(expected)
})

test('a tenth of all problems is for testing, a tenth for development', () => {
  const random = randomStream('shares', 1)
  const counts = { train: 0, test: 0, development: 0 }
  for (let i = 0; i < 20_000; i += 1) counts[splitOf(drawProblem(random))] += 1
  // Five standard errors of a share of .1 of 20,000 are .011.
  expect(Math.abs(counts.test / 20_000 - 0.1)).toBeLessThan(0.011)
  expect(Math.abs(counts.development / 20_000 - 0.1)).toBeLessThan(0.011)
})

test.each(['train', 'test', 'development'] as const)('%s: all are of the split asked for', (name) => {
  const drawn = drawSplit(name, 300, randomStream('one split', name))
  expect(drawn).toHaveLength(300)
  expect(new Set(drawn.map(splitOf))).toEqual(new Set([name]))
  expect(new Set(drawn.map(promptOf)).size).toBe(300)
})

test('one stream drawn from for two splits gives two sets that share nothing', () => {
  const prompts = (name: SplitName) => drawSplit(name, 400, randomStream('the same')).map(promptOf)
  expect(new Set(prompts('test')).isDisjointFrom(new Set(prompts('train')))).toBe(true)
  expect(new Set(prompts('development')).isDisjointFrom(new Set(prompts('train')))).toBe(true)
  expect(new Set(prompts('development')).isDisjointFrom(new Set(prompts('test')))).toBe(true)
})

test('the problems are those of the stream', () => {
  const draw = (seed: number) => drawSplit('test', 20, randomStream('seed', seed))
  expect(draw(1)).toEqual(draw(1))
  expect(new Set([...draw(1), ...draw(2)].map(promptOf)).size).toBeGreaterThan(35)
})

test('a split that has no more is refused, not looked through for ever', () => {
  const always = () => 0.5
  const name = splitOf(drawProblem(always))
  expect(drawSplit(name, 1, always)).toHaveLength(1)
  expect(() => drawSplit(name, 2, always)).toThrow(/^another .* problem: none of/)
})
