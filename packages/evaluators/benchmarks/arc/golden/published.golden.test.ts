import { expect, test } from 'vitest'
import { benchmark } from '../benchmark.ts'
import { arcItems, comparisons } from './published.ts'
import { goldenDirectory } from '../../../golden/comparison.ts'
import { pinnedItems } from '../../../golden/mirror.ts'

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

test('the pinned file holds the same questions in the same order, and every id is known', async () => {
  const items = await pinnedItems(benchmark.splits.test)
  expect(items).toHaveLength(1172)
  expect(items).toEqual(
    arcItems(goldenDirectory()).map((item, row) => ({ ...item, aliases: [`test/${row}`] })),
  )
  for (const { id } of items) expect(benchmark.itemId(id.replace('test/', ''))).toBe(id)
})
