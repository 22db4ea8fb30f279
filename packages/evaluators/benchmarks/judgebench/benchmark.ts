import type { JudgeBenchmark } from '@retable/core'
import { paperTables } from './leaderboard.ts'
import { bothOrders, firstOrder, paper } from './variants.ts'

/** JudgeBench: whether a judge tells a right response from a wrong one by the same model. */
export const benchmark: JudgeBenchmark = {
  kind: 'judge',
  id: 'judgebench',
  version: '1',
  title: 'JudgeBench',
  citation: 'Tan et al., "JudgeBench: A Benchmark for Evaluating LLM-Based Judges", arXiv 2410.12784v2',
  variants: [paper, firstOrder, bothOrders],
  defaultVariant: paper.id,
  leaderboards: [paperTables],
  asking: async () => {
    const { arenaHardPairs, ownWordedPairs, rewardPairs, vanillaPairs } = await import('./ask/procedures.ts')
    return [arenaHardPairs, vanillaPairs, rewardPairs, ownWordedPairs]
  },
}
