import type { JudgeBenchmark } from '@retable/core'
import { january2025, selfTaughtEvaluators } from './leaderboard.ts'
import { reportedItems } from './reported-items.ts'
import { variants } from './variants.ts'
import { current } from './weighting.ts'

/** RewardBench: whether a model prefers the chosen of two responses, in 23 subsets of four sections. */
export const benchmark: JudgeBenchmark = {
  kind: 'judge',
  id: 'reward-bench',
  version: '1',
  title: 'RewardBench',
  citation:
    'Lambert et al., "RewardBench: Evaluating Reward Models for Language Modeling", arXiv 2403.13787v2',
  variants,
  defaultVariant: current.id,
  leaderboards: [january2025, selfTaughtEvaluators],
  reportedItems,
  asking: async () => {
    const { generativePairs, rewardPairs } = await import('./ask/procedures.ts')
    return [generativePairs, rewardPairs]
  },
}
