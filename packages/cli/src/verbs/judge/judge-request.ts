import type { TableForm } from '@retable/report'
import type { EndpointRequest } from '../eval/eval-request.ts'

/** What a judge is asked for, and where what it says goes. `model` is the judge. */
export interface JudgingRequest extends EndpointRequest {
  readonly benchmark: string
  readonly verdicts?: 'logprobs' | 'text'
  readonly rewardRoute?: 'score' | 'rerank' | 'classify'
  readonly limit?: number
  readonly maxTokens?: number
  /** Draws of each judgement, of which the majority counts. */
  readonly samples?: number
  readonly temperature?: number
  readonly seed: number
  readonly fresh?: boolean
  /** So many items are asked again. */
  readonly again?: number
  /** A paper's id. */
  readonly beside?: string
  readonly out?: string
  readonly family?: string
  readonly version?: string
  readonly to?: TableForm
  readonly json?: boolean
}

/** Options of `retable judge`. */
export interface JudgeVerbRequest extends JudgingRequest {
  readonly outputs?: string
  readonly data?: string
  readonly calibrate?: string
  readonly name?: string
  readonly prompt?: string
}
