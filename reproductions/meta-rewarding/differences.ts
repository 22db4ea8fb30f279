import type { Difference } from '@retable/core'
import { alpacaEval, metaRewarding, seed } from './cells.ts'

/** What texts say differently, and no two cells can be held against each other for. */
export const differences: readonly Difference[] = [
  {
    between: 'table 1 and figure 3',
    what: 'the third iteration is 35.45 in table 1 and is drawn at about 36.3 in figure 3, which prints no number',
    source: 'table 1 and figure 3, as images',
    cells: [alpacaEval(metaRewarding(3))],
  },
  {
    between: 'this paper and "Thinking LLMs" (arXiv 2410.10630)',
    what: 'the same seed model has a length-controlled win rate of 22.92 here, as on the leaderboard, and of 24.9 there: two runs',
    source: 'table 1 here, tables 1 to 3 there',
    cells: [alpacaEval(seed)],
  },
]
