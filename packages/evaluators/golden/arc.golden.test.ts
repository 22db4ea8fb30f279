import { expect, test } from 'vitest'
import { comparisons } from './arc.ts'
import { goldenDirectory } from './comparison.ts'

test('every verdict comes out of its raw outputs', { timeout: 60_000 }, () => {
  const found = comparisons(goldenDirectory())
  for (const comparison of found) expect(comparison.differences, comparison.figure).toEqual([])
  expect(found.map(({ source, compared, equal }) => [source, compared, equal])).toEqual([
    ['lm-eval 0.4.13', 1172, 1172],
    ['lm-eval 0.4.13', 1172, 1172],
    ['lm-eval 0.4.13', 4, 4],
    ['icml_kd', 1172, 1172],
    ['icml_kd', 2, 2],
  ])
})
