import type { JudgeBenchmark } from '@retable/core'
import { officialLeaderboard } from './leaderboard.ts'
import { reportedItems } from './reported-items.ts'
import { v01 } from './variants/v0-1.ts'

/** Arena-Hard v0.1: 500 requests of users, each model's answers held against those of gpt-4-0314. */
export const benchmark: JudgeBenchmark = {
  kind: 'judge',
  id: 'arena-hard',
  version: '1',
  title: 'Arena-Hard v0.1',
  citation:
    'Li et al., "From Crowdsourced Data to High-Quality Benchmarks: Arena-Hard and BenchBuilder Pipeline", arXiv 2406.11939v2',
  variants: [v01],
  defaultVariant: 'v0.1',
  leaderboards: [officialLeaderboard],
  asking: async () => [(await import('./ask/procedure.ts')).games],
  reportedItems,
}
