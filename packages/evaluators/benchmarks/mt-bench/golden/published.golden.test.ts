import { expect, test } from 'vitest'
import { goldenDirectory } from '../../../golden/comparison.ts'
import { comparisons as mtBenchComparisons } from './published.ts'

test('every stored verdict and mean comes out of its judgements', async () => {
  const comparisons = await mtBenchComparisons(goldenDirectory())
  for (const comparison of comparisons) expect(comparison.differences, comparison.figure).toEqual([])
  // What must have been compared: 2,080 ratings, 75 pairs of games, 12 models with 5 figures each, 5 of the pairs.
  expect(comparisons.map(({ source, compared, equal }) => [source, compared, equal])).toEqual([
    ['alvarobartt (ORPO models)', 800, 800],
    ['don-tpanic (Llama 2 models)', 800, 800],
    ['muhan421 (Claude 3 models)', 320, 320],
    ['Stefanstud (phi-3-dpo)', 160, 160],
    ['Stefanstud (phi-3 against phi-3-dpo)', 150, 150],
    ['the four files of ratings', 60, 60],
    ['Stefanstud (phi-3 against phi-3-dpo)', 5, 5],
  ])
})
