import type { Asked } from '@retable/client'

/** Answers that the server cut before they had as many tokens as were allowed. */
export interface ServerCuts {
  readonly answers: number
  /** Tokens of prompt and answer together that they were cut at; null where they have no such length in common. */
  readonly window: number | null
}

/** Counts of one length may be apart by as many tokens, as where an end token is counted or not. */
const tolerance = 2

/**
 * Counts answers that ended for want of room in the server's window and not at the limit that was asked for: raising that
 * limit mends nothing. Only counts of the server's own tell the two apart.
 *
 * @param maxTokens - tokens that an answer was allowed
 */
export function startServerCuts(maxTokens: number): {
  readonly add: (answer: Asked) => void
  readonly result: () => ServerCuts
} {
  const count = { answers: 0, least: Infinity, most: 0 }
  const prompts = new Set<number>()
  return {
    add(answer) {
      if (answer.outcome !== 'truncated' || answer.usage.isEstimated || answer.usage.choices !== 1) return
      const { promptTokens, completionTokens } = answer.usage
      if (completionTokens + tolerance >= maxTokens) return
      const whole = promptTokens + completionTokens
      count.answers += 1
      count.least = Math.min(count.least, whole)
      count.most = Math.max(count.most, whole)
      prompts.add(promptTokens)
    },
    result() {
      // Of prompts of one length a limit of the answer alone would look the same.
      const isWindow = prompts.size > 1 && count.most - count.least <= tolerance
      return { answers: count.answers, window: isWindow ? count.most : null }
    },
  }
}
