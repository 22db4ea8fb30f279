import type { PromptedText } from '@retable/core'
import { predicted, type TokenRow } from '../training/batch.ts'
import { completionLogProbabilities } from '../model/forward.ts'
import { np } from '../model/library.ts'
import type { LossOf, Objective } from './objective.ts'

/** A text to imitate, spelled. */
export interface SftExample {
  readonly row: TokenRow
}

/**
 * Supervised fine-tuning: −Σᵢ wᵢ log p(yᵢ | xᵢ). With wᵢ = 1 / Σ|y| it is the mean over tokens, with
 * wᵢ = 1 / (n |yᵢ|) the mean over responses of their per-token means.
 */
export function sft({ mean }: LossOf<'sft'>): Objective<SftExample> {
  return {
    spell: (examples, _training, { row }) =>
      Promise.resolve(
        (examples as readonly PromptedText[]).map((text, i) => ({ row: row(text, `example ${i + 1}`) })),
      ),
    rowsOf(shard, whole) {
      const n = whole.length
      const tokens = whole.reduce((sum, { row }) => sum + predicted(row), 0)
      return {
        rows: shard.map(({ row }) => row),
        likelihoodWeight: shard.map(({ row }) => (mean === 'tokens' ? 1 / tokens : 1 / (n * predicted(row)))),
        preferenceWeight: [0],
        reference: shard.map(() => 0),
      }
    },
    loss(parameters, batch, architecture) {
      batch.preferenceWeight.dispose()
      batch.reference.dispose()
      const logp = completionLogProbabilities(parameters, batch, architecture)
      return np.sum(logp.mul(batch.likelihoodWeight)).neg()
    },
  }
}
