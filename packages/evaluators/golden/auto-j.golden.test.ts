import { expect, test } from 'vitest'
import { comparisons as autoJComparisons } from './auto-j.ts'
import { goldenDirectory } from './comparison.ts'

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
