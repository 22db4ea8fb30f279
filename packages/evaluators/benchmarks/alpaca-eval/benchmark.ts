import type { JudgeBenchmark } from '@retable/core'
import { alpacaEval1Table, alpacaEval2 } from './leaderboard.ts'
import { reportedItems } from './reported-items.ts'
import { alpacaEval1, weighted } from './variants.ts'

/** AlpacaEval: how often a judge prefers a model's answers to a baseline's, with and without control for length. */
export const benchmark: JudgeBenchmark = {
  kind: 'judge',
  id: 'alpaca-eval',
  version: '1',
  title: 'AlpacaEval',
  citation:
    'Dubois et al., "Length-Controlled AlpacaEval: A Simple Way to Debias Automatic Evaluators", arXiv 2404.04475v1',
  variants: [weighted, alpacaEval1],
  defaultVariant: 'weighted',
  leaderboards: [alpacaEval2, alpacaEval1Table],
  asking: async () => [(await import('./ask/procedures.ts')).weightedPairs],
  reportedItems,
}
