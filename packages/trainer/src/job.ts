import type { Loss, Message, Optimizer } from '@retable/core'

/** A model folder in Transformers' form, and the hash of its files: see `retable_trainer/folder.py`. */
export interface ModelFolder {
  readonly folder: string
  readonly hash: string
}

/** A row of an `sft` job's file. A prompt that is a text is one message of a user. */
export interface SftRow {
  readonly prompt: string | readonly Message[]
  readonly completion: string
}

/** A row of a `dpo` job's file. */
export interface DpoRow {
  readonly prompt: string | readonly Message[]
  readonly chosen: string
  readonly rejected: string
  /** Multiplies every term of this pair's loss; 1 if left out, 0 teaches nothing. */
  readonly weight?: number
}

/** A low-rank adapter on every linear map of the layers. */
export interface Adapter {
  readonly rank: number
  /** What its product is multiplied by (LoRA's α / rank). */
  readonly scale: number
  readonly dropout: number
}

/** `job.json`: all that decides a training. Paths are relative to the job's folder. */
export interface TrainingJob {
  readonly version: 1
  readonly base: ModelFolder
  /** The fixed model of `dpo`; the base itself if null, and for `sft` always null. */
  readonly reference: ModelFolder | null
  /** NDJSON of {@link SftRow} or {@link DpoRow}. */
  readonly rows: { readonly file: string; readonly sha256: string }
  readonly loss: Loss
  /** `adamw` alone. */
  readonly optimizer: Optimizer
  /** Rows of a step. The last group of a pass over the rows has what is left. */
  readonly batchSize: number
  /** Rows that go through the model at once; how a group is split does not change its loss. */
  readonly microBatchSize: number
  readonly steps: number
  readonly order: 'given' | 'shuffled'
  readonly seed: number
  /** Rows with more tokens than this are left out before training, and counted. */
  readonly maxTokens: number
  readonly adapter: Adapter | null
  /** Of what is frozen under an adapter, or else of all weights. */
  readonly weights: 'float32' | 'bfloat16'
  readonly autocast: null | 'bfloat16'
  readonly gradientCheckpointing: boolean
  readonly device: 'cpu' | 'cuda'
  readonly sharding: 'none' | 'fsdp'
  /** Of the processor; 1 gives the same bits on every run. */
  readonly threads: number
  /** Steps after which the model is kept as well, ascending and below the last: `model.<step>`. */
  readonly keepAt: readonly number[]
  /** A checkpoint is written after the first step that ends this long after the last one. */
  readonly checkpointSeconds: number
}
