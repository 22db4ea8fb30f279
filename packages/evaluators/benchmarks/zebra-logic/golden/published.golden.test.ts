import { expect, test } from 'vitest'
import { benchmark } from '../benchmark.ts'
import { itemOf, type PuzzleRow } from '../dataset.ts'
import { goldenDirectory, goldenRows } from '../../../golden/comparison.ts'
import { pinnedItems } from '../../../golden/mirror.ts'
import { comparisons } from './published.ts'

test(
  'every published figure comes out of its raw outputs, and every puzzle is solved',
  { timeout: 60_000 },
  () => {
    const found = comparisons(goldenDirectory())
    for (const comparison of found) expect(comparison.differences, comparison.figure).toEqual([])
    expect(found.map(({ source, compared, equal }) => [source, compared, equal])).toEqual([
      ['ZebraLogic', 10_388, 10_388],
      ['ZebraLogic', 1000, 1000],
      ['ZeroEval', 16, 16],
      ['ZeroEval', 11, 11],
      ["ZeroEval's program", 1000, 1000],
      ["ZeroEval's program", 11, 11],
    ])
  },
)

test('the pinned file holds the same puzzles, and every id is known', async () => {
  const items = await pinnedItems(benchmark.splits.test)
  const rows = goldenRows<PuzzleRow>(goldenDirectory(), 'reasoning/zebra/puzzles.jsonl.gz')
  expect(items).toHaveLength(1000)
  expect(items).toEqual(rows.map(itemOf))
  for (const { id } of rows) expect(benchmark.itemId(id)).toBe(`test/${id}`)
})
