import type { JudgeBenchmark } from '@retable/core'
import { leaderboards } from './leaderboards.ts'
import { macro, micro } from './variants.ts'

/** MetaCritique: how factual and how complete a critique is, by its atomic information units. */
export const benchmark: JudgeBenchmark = {
  kind: 'judge',
  id: 'meta-critique',
  version: '1',
  title: 'MetaCritique',
  citation: 'Sun et al., "The Critique of Critique", arXiv 2401.04518v2',
  variants: [macro, micro],
  defaultVariant: 'macro',
  leaderboards,
  asking: async () => [(await import('./ask/procedure.ts')).critiques],
}
