import { expect, test } from 'vitest'
import { comparisons as arenaHardComparisons } from './arena-hard.ts'
import { goldenDirectory } from './comparison.ts'

test('every published figure comes out of its battles and judgements', async () => {
  const comparisons = await arenaHardComparisons(goldenDirectory())
  for (const comparison of comparisons) expect(comparison.differences, comparison.figure).toEqual([])
  // What must have been compared: 2 official models, 18 of a third party with 3 figures each, 2 games a judgement,
  // 38 rows of four files with 2 figures each.
  expect(comparisons.map(({ source, compared, equal }) => [source, compared, equal])).toEqual([
    ['Arena-Hard, table of 2024-07-31', 2, 2],
    ['danielwetzel (judge GPT-4o), table of 2024-08-13', 54, 54],
    ['Myashka', 386, 386],
    ['danielwetzel', 258, 258],
    ['BinaryFiddler', 120, 120],
    ['BinaryFiddler', 120, 120],
    ['four files of battles', 76, 76],
  ])
})
