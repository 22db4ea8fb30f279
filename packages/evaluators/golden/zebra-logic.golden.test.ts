import { expect, test } from 'vitest'
import { goldenDirectory } from './comparison.ts'
import { comparisons } from './zebra-logic.ts'

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
