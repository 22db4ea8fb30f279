import type { Loss } from '@retable/core'
import { dpo, type DpoExample } from './dpo.ts'
import type { Objective } from './objective.ts'
import { sft, type SftExample } from './sft.ts'

/** An example of a training, spelled. */
export type TokenExample = SftExample | DpoExample

/**
 * What a loss makes of a training; all examples of one are of its own kind.
 *
 * @throws Error for a length penalty
 */
export function objectiveOf(loss: Loss): Objective<TokenExample> {
  if (loss.kind === 'dpo' && loss.lengthPenalty !== undefined) {
    throw new Error('nanolm has no length penalty; leave lengthPenalty out')
  }
  return (loss.kind === 'sft' ? sft(loss) : dpo(loss)) as Objective<TokenExample>
}
