import { expect, test } from 'vitest'
import { comparisons as autoJComparisons } from './published.ts'
import { leaderboards } from '../leaderboards.ts'
import { goldenDirectory } from '../../../golden/comparison.ts'
import { replayed } from '../../../golden/replayed.ts'

test('figures of the repository come out of the released judgements; the paper states others', async () => {
  const comparisons = await autoJComparisons(goldenDirectory())
  expect(comparisons.map(({ source, compared, equal }) => [source, compared, equal])).toEqual([
    ['Auto-J repository', 36, 36],
    ['Auto-J README', 5, 5],
    // Table 1 is from earlier verdicts. Three groups (Summarization, Exam Questions, NLP Tasks) are alike.
    ['Auto-J paper', 9, 3],
    ['Auto-J paper', 3, 3],
    ['Auto-J outputs', 5, 5],
    ['Auto-J training data', 960, 960],
    ['Auto-J outputs', 2, 2],
  ])
})

test('the paper’s first table differs where the README prints another figure, and nowhere else', async () => {
  const table = leaderboards.find(({ id }) => id === 'paper-table-1')!
  const { exact, different } = await replayed(table)
  expect([exact, different.length]).toEqual([3, 6])
  for (const { why } of different) expect(why).toContain('README')
  const shifted = await replayed(table, 20)
  expect([shifted.exact, shifted.different.filter(({ why }) => why !== undefined)]).toEqual([0, []])
})
