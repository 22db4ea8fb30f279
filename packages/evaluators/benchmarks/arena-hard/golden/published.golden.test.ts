import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { benchmark } from '../benchmark.ts'
import { parseLeaderboard } from '../parse-leaderboard.ts'
import { comparisons as arenaHardComparisons } from './published.ts'
import { goldenDirectory } from '../../../golden/comparison.ts'
import { mirrorReader } from '../../../golden/mirror.ts'

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

test('the pinned table is that of the golden data, and every row has a reason for not being recomputed', async () => {
  const [leaderboard] = benchmark.leaderboards
  const rows = await leaderboard!.published(mirrorReader())
  const golden = path.join(goldenDirectory(), 'judge/arena_hard/leaderboard_20240731.csv')
  expect(rows).toEqual(parseLeaderboard(readFileSync(golden, 'utf8')))
  expect(rows).toHaveLength(60)
  for (const { subject, cells } of rows) {
    for (const { printed } of cells) expect(printed).toMatch(/^\d+\.\d+$/)
    expect(await leaderboard!.recompute(subject, mirrorReader())).toBeNull()
    expect(leaderboard!.whyNotRecomputed(subject)).not.toBe('')
  }
})
