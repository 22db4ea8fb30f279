import { expect, test } from 'vitest'
import { goldenDirectory } from './comparison.ts'
import { againstAllFive, comparisons, equivalencePairs } from './math.ts'

test('figures and verdicts come out as they are known to', { timeout: 60_000 }, () => {
  const counts = comparisons(goldenDirectory()).map(({ source, compared, equal }) => [
    source,
    compared,
    equal,
  ])
  // docs/benchmarks/math.md explains every difference.
  expect(counts).toEqual([
    ['ZeroEval math-l5', 148, 148],
    ['ZeroEval math-l5', 26_366, 26_366],
    ['hendrycks/math at 985bdc1', 2953, 2953],
    ['hendrycks/math at 985bdc1', 16, 16],
    ['openai/prm800k at 7ecc794', 2953, 2949],
    ['lm-eval at 4e7e0d4', 2953, 2946],
    ['Qwen2.5-Math at a45202b', 800, 799],
    ['Qwen2.5-Math at a45202b', 1, 0],
    ['five graders', 2454, 2448],
    ['MATH golds', 592, 592],
    ['MATH golds', 178, 178],
    ['Math-Verify at 5d148cf', 268, 244],
    ['Math-Verify 0.8.0', 2953, 2862],
    ['MATH solutions', 5000, 5000],
    ['MATH solutions', 5000, 5000],
    ['MATH solutions', 5000, 5000],
  ])
})

test('retable says otherwise than five graders on these pairs only', () => {
  const pairs = againstAllFive(equivalencePairs(goldenDirectory()))
  expect(pairs.map(({ gold, prediction }) => [gold, prediction])).toEqual([
    // Math-Verify reads no formula that begins with a line break between such delimiters.
    ['$9$', 'Answer $ \n 9 \n $'],
    ['$9$', 'Answer \\( \n 9 \n \\)'],
    // Math-Verify takes an interval for an inequality, but not the other way round.
    ['$x \\in [-2,7]$', '$-2 \\\\le x \\\\le 7$'],
    ['[3,\\infty)', 'x \\geq 3'],
    // The root as a Unicode sign; a power of i that none of them works out.
    ['5\\sqrt{2}', '5√2'],
    ['-1', 'i + i^2 + i^3'],
  ])
})
