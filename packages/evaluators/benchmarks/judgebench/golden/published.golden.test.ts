import { expect, test } from 'vitest'
import { goldenDirectory } from '../../../golden/comparison.ts'
import { comparisons as judgeBenchComparisons } from './published.ts'

test("JudgeBench's published rows come out of its released judgements", async () => {
  const comparisons = await judgeBenchComparisons(goldenDirectory())
  for (const { figure, differences } of comparisons) expect(differences, figure).toEqual([])
  expect(comparisons.map(({ compared, equal }) => [compared, equal])).toEqual([
    [30, 30],
    [5, 5],
    [3500, 3500],
    [10, 10],
    [700, 700],
    [10, 10],
    [1080, 1080],
  ])
})
