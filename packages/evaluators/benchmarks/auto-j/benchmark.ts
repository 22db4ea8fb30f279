import type { JudgeBenchmark } from '@retable/core'
import { critiqueWinRate } from './critique-variant.ts'
import { leaderboards } from './leaderboards.ts'
import { agreement, consistency, firstOrder } from './pairwise-variants.ts'
import { rating } from './rating-variant.ts'
import { reportedItems } from './reported-items.ts'

/** Auto-J's Eval-P and Eval-C: how far a judge agrees with people, and how good its critiques are. */
export const benchmark: JudgeBenchmark = {
  kind: 'judge',
  id: 'auto-j',
  version: '1',
  title: 'Auto-J (Eval-P, Eval-C)',
  citation: 'Li et al., "Generative Judge for Evaluating Alignment", arXiv 2310.05470v2',
  variants: [agreement, consistency, firstOrder, critiqueWinRate, rating],
  defaultVariant: 'agreement',
  leaderboards,
  reportedItems,
  asking: async () => {
    const { pairs, ratings } = await import('./ask/procedures.ts')
    return [pairs, ratings]
  },
}
