import type { JudgeBenchmark } from '@retable/core'
import { statistics } from './leaderboard.ts'
import { paper, released } from './variants.ts'

/** LLMBar: whether a judge prefers the output that follows its instruction, shown in both orders. */
export const benchmark: JudgeBenchmark = {
  kind: 'judge',
  id: 'llmbar',
  version: '1',
  title: 'LLMBar',
  citation:
    'Zeng et al., "Evaluating Large Language Models at Evaluating Instruction Following", arXiv 2310.07641v2',
  variants: [paper, released],
  defaultVariant: paper.id,
  leaderboards: [statistics],
  asking: async () => (await import('./ask/procedures.ts')).procedures,
}
