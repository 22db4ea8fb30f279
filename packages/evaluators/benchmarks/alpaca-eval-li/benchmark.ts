import type { JudgeBenchmark } from '@retable/core'
import { liftTable6 } from './leaderboard.ts'
import { reportedItems } from './reported-items.ts'
import { lengthInstructedWins, outputLengths } from './variants.ts'

/** AlpacaEval-LI: AlpacaEval's instructions with a word limit, which an answer has to keep to win. */
export const benchmark: JudgeBenchmark = {
  kind: 'judge',
  id: 'alpaca-eval-li',
  version: '1',
  title: 'AlpacaEval-LI',
  citation: 'Yuan et al., "Following Length Constraints in Instructions", arXiv 2406.17744v1',
  variants: [lengthInstructedWins, outputLengths],
  defaultVariant: 'length-instructed',
  leaderboards: [liftTable6],
  asking: async () => [(await import('./ask/procedure.ts')).limitedPairs],
  reportedItems,
}
