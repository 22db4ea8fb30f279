import type { Benchmark } from '@retable/core'
import { itemId, test } from './dataset.ts'
import { zeroEvalLeaderboard } from './leaderboard.ts'
import { zeroEvalOneShot } from './prompts/styles.ts'
import { reportedItems } from './reported-items.ts'
import { readGold } from './table.ts'
import { zeroEval } from './variants/zeroeval.ts'

/** ZebraLogic: logic grid puzzles whose whole table has to be found. */
export const benchmark: Benchmark = {
  id: 'zebra-logic',
  version: '1',
  title: 'ZebraLogic',
  citation:
    'Lin et al., "ZebraLogic: On the Scaling Limits of LLMs for Logical Reasoning", arXiv 2502.01100v1',
  splits: { test },
  prompts: [zeroEvalOneShot],
  variants: [zeroEval],
  defaultVariant: 'zeroeval',
  variantOfFormat: { zeroeval: 'zeroeval' },
  hasCategories: true,
  itemId,
  readGold,
  leaderboards: [zeroEvalLeaderboard],
  reportedItems,
}
