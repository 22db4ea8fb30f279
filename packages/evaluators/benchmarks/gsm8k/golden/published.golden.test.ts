import { expect, test } from 'vitest'
import { goldenDirectory } from '../../../golden/comparison.ts'
import { comparisons as gsm8kComparisons } from './published.ts'

test('every published figure comes out of its raw outputs', { timeout: 60_000 }, () => {
  const comparisons = gsm8kComparisons(goldenDirectory())
  for (const comparison of comparisons) expect(comparison.differences, comparison.figure).toEqual([])
  // What must have been compared: 38 models of ZeroEval (one has 681 rows), 4 of OpenAI, 2 of ToRA, 16 of lm-eval.
  expect(comparisons.map(({ source, compared, equal }) => [source, compared, equal])).toEqual([
    ['ZeroEval', 152, 152],
    ['ZeroEval', 49_484, 49_484],
    ...Array.from({ length: 8 }, () => ['OpenAI', 1319, 1319]),
    ...Array.from({ length: 2 }, () => [
      ['ToRA', 1, 1],
      ['ToRA', 1319, 1319],
    ]).flat(),
    ['lm-eval 0.4.13', 21_104, 21_104],
    ['lm-eval 0.4.13', 21_104, 21_104],
    ['lm-eval 0.4.13', 72, 72],
  ])
})
