import type { Completion, Model, PromptedText, SampleRequest, Sampling, Training } from '@retable/core'
import type { Architecture } from '../model/architecture.ts'
import type { TokenExample } from '../losses/objective-of.ts'
import type { TrainState } from '../training/train.ts'

/** What every worker is started with. */
export interface WorkerSetup {
  readonly architecture: Architecture
  readonly pieces: readonly string[]
  /** A training is kept when this many milliseconds have passed since it was last. */
  readonly checkpointMs: number
}

/** One piece of work for one worker. */
export type Job = SampleJob | ScoreJob | TrainJob

/** A completion to be drawn of a plain text. */
export interface TextRequest extends SampleRequest {
  readonly prompt: string
}

/** Draw one batch of completions. */
export interface SampleJob {
  readonly kind: 'sample'
  readonly model: Model
  readonly requests: readonly TextRequest[]
  readonly sampling: Sampling
  readonly seed: number
}

/** Log-probabilities of completions. */
export interface ScoreJob {
  readonly kind: 'score'
  readonly model: Model
  readonly texts: readonly PromptedText[]
}

/** A training, or one worker's half of it. */
export interface TrainJob {
  readonly kind: 'train'
  readonly model: Model | null
  readonly training: Training
  /** Where a training that was cut off goes on; null for one from the start. */
  readonly resumed: TrainState | null
  readonly examples: readonly TokenExample[]
  /** Indices of the shards that this worker computes. */
  readonly own: readonly number[]
  /** Where workers that share a training exchange gradients; null for a worker by itself. */
  readonly shared: SharedArrayBuffer | null
  readonly output: string
  /** Steps after which the model is kept as well. */
  readonly keepAt: readonly number[]
  readonly checkpoint: string
}

/** What comes of each kind of job. */
export interface Results {
  readonly sample: readonly Completion[]
  readonly score: readonly number[]
  /** The kept models and the trained one, from the worker that has the first shard. */
  readonly train: readonly Model[] | null
}

/** What a worker says. */
export type Message =
  | { readonly kind: 'step'; readonly step: number; readonly steps: number; readonly loss: number }
  | { readonly kind: 'done'; readonly result: Results[keyof Results] }
  | {
      readonly kind: 'failed'
      readonly message: string
      readonly code: string | undefined
      readonly stack: string
    }
