import type { FailedScore } from '../endpoint/score-request.ts'

/**
 * The route that a reward model is served by: `score` (vLLM's /score of two texts), `rerank` (Cohere's and Jina's shape:
 * a query and documents), `classify` (vLLM's /classify of a conversation; one class).
 */
export type RewardRoute = 'score' | 'rerank' | 'classify'

/** A response whose worth is asked for. */
export interface RewardRequest {
  readonly id: string
  readonly prompt: string
  readonly response: string
}

/** A number for it, or why there is none. */
export type Rewarded =
  { readonly outcome: 'rewarded'; readonly id: string; readonly value: number } | FailedScore
