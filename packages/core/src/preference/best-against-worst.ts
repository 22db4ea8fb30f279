import type { PreferencePair } from '../engine/engine.ts'

/** A response with its score; responses with one id were given to one prompt. */
export interface ScoredResponse {
  readonly id: string
  readonly prompt: string
  readonly response: string
  /** Null where there is none. */
  readonly score: number | null
}

/**
 * A pair of each prompt's best response and its worst; of equals the first is taken. A prompt gives none if its scores
 * are all equal, and responses without a score are left out.
 */
export function bestAgainstWorst(responses: readonly ScoredResponse[]): PreferencePair[] {
  const prompts = Map.groupBy(responses, ({ id }) => id)
  return [...prompts.values()].flatMap((all) => {
    const scored = all.flatMap(({ score, ...one }) => (score === null ? [] : [{ ...one, score }]))
    const [first, ...others] = scored
    if (first === undefined) return []
    const best = others.reduce((kept, next) => (next.score > kept.score ? next : kept), first)
    const worst = others.reduce((kept, next) => (next.score < kept.score ? next : kept), first)
    if (best.score === worst.score) return []
    return [{ prompt: first.prompt, chosen: best.response, rejected: worst.response }]
  })
}
