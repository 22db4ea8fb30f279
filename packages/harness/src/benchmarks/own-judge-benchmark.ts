import { RetableError, type JudgementScore, type JudgeVariant } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { firstFault } from '../schema/first-fault.ts'
import { judgementScore } from './own-judge-schema.ts'

/**
 * A variant that is held to what it has to give. An Error's own words are for who gave the file; anything else that is
 * thrown, by the language for instance, says neither what nor where.
 */
export function guardedVariant(variant: JudgeVariant, module: string): JudgeVariant {
  return {
    ...variant,
    async measure(file, read) {
      let score: JudgementScore
      try {
        score = await variant.measure(file, read)
      } catch (cause) {
        if (cause instanceof RetableError) throw cause
        const isSentence = cause instanceof Error && cause.name === 'Error' && cause.message !== ''
        const message = isSentence
          ? cause.message
          : `${module}: its measure threw for ${file.name}: ${String(cause)}`
        throw new HarnessError('harness/nothing-to-score', message, { cause })
      }
      const fault = firstFault(judgementScore, score)
      if (fault === undefined) return score
      const advice = 'JudgementScore in packages/core/src/judge/judge-benchmark.ts says what it holds'
      const message = `${module}: what its variant ${variant.id} gives for ${file.name} has no usable "${fault.at}" (${fault.wanted} is wanted); ${advice}`
      throw new HarnessError('harness/bad-benchmark', message)
    },
  }
}
