import { expect, test } from 'vitest'
import { reduceEpochs } from './reduce-epochs.ts'

// By hand after the definitions in the paper on HumanEval (arXiv 2107.03374) and in Inspect's documentation.
test.each([
  ['mean', [1, 0, 0, 1], 0.5],
  ['median', [1, 0, 0], 0],
  ['median', [0, 1], 0.5],
  ['mode', [0, 1, 1, 0.5], 1],
  ['mode', [0, 1], 0],
  ['max', [0, 0.5, 0], 0.5],
  ['at_least_2', [1, 0, 1], 1],
  ['at_least_2', [1, 0.5, 0], 0],
  // Of the six pairs of four scores one has no right one.
  ['pass_at_2', [1, 0, 1, 0], 5 / 6],
  ['pass_at_2', [1, 0, 1], 1],
  ['pass_at_1', [0, 0], 0],
  ['pass_at_3', [1, 1], undefined],
  ['of_ones_own', [1], undefined],
])('%s of %j', (reducer, scores, expected) => {
  const reduced = reduceEpochs(reducer, scores)
  if (expected === undefined) expect(reduced).toBeUndefined()
  else expect(reduced).toBeCloseTo(expected, 12)
})
