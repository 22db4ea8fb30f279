import { expect, test } from 'vitest'
import { goldenDirectory } from '../../../golden/comparison.ts'
import { comparisons as metaCritiqueComparisons } from './published.ts'

test('every figure comes out of the human labels', async () => {
  const comparisons = await metaCritiqueComparisons(goldenDirectory())
  for (const comparison of comparisons) expect(comparison.differences, comparison.figure).toEqual([])
  expect(comparisons.map(({ source, compared, equal }) => [source, compared, equal])).toEqual([
    ['MetaCritique abstract', 2, 2],
    ...Array.from({ length: 3 }, () => ['MetaCritique annotations', 300, 300]),
    ['MetaCritique annotations', 12, 12],
    ['MetaCritique annotations', 3, 3],
  ])
})
