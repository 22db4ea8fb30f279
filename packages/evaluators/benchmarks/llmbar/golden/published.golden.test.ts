import { expect, test } from 'vitest'
import { goldenDirectory } from '../../../golden/comparison.ts'
import { comparisons as llmBarComparisons } from './published.ts'
import { replayed } from '../../../golden/replayed.ts'
import { statistics } from '../leaderboard.ts'

test("LLMBar's released statistics come out of its released results, and texts parse to its winners", async () => {
  const comparisons = await llmBarComparisons(goldenDirectory())
  expect(comparisons.map(({ compared, equal }) => [compared, equal])).toEqual([
    [499, 499],
    [2495, 2495],
    // 3 kappas of each, and the mean of two of them.
    [1996, 1996],
    [8380, 8380],
    [2933, 2933],
    // Another benchmark's rule on the same texts: what a parser is worth.
    [8380, 6815],
    [13_134, 13_134],
    [567, 567],
    [2, 2],
  ])
})

test('every figure of the released statistics at hand is exact in all its digits', async () => {
  const { cells, exact } = await replayed(statistics)
  expect([cells, exact]).toEqual([567, 567])
})
