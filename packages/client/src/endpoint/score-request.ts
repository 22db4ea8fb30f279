import type { FailureReason } from '../ask/asked.ts'

/** A completion whose likelihood is asked for. */
export interface ScoreRequest {
  readonly id: string
  /** Not empty: the first token of a text has no probability. */
  readonly prompt: string
  readonly completion: string
}

/** How a completion was scored. */
export type Scored = ScoredText | FailedScore

/** How likely a completion is after its prompt. */
export interface ScoredText {
  readonly outcome: 'scored'
  readonly id: string
  /** Sum over the completion's tokens, natural logarithm. A token that begins in the prompt counts when it ends beyond it. */
  readonly logProbability: number
  readonly tokens: number
  /** Whether each of its tokens is the likeliest one; left out where the server does not show those. */
  readonly isGreedy?: boolean
}

/** A completion that the server could not score. */
export interface FailedScore {
  readonly outcome: 'failed'
  readonly id: string
  readonly reason: FailureReason
  /** With secrets blotted. */
  readonly message: string
}
