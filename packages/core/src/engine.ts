/** A model that an engine has written or can load: a file and its content. */
export interface ModelFile {
  readonly path: string
  /** Of the whole file; it stands for the model in every step key. */
  readonly sha256: string
}

/** How completions are drawn. */
export interface Sampling {
  /** 0 takes the likeliest token. */
  readonly temperature: number
  /** Draw from the smallest set of likeliest tokens with this much probability; 1 draws from all. */
  readonly topP: number
  readonly maxTokens: number
}

/** One completion to be drawn. */
export interface SampleRequest {
  readonly prompt: string
  /** Names the completion's own random stream, together with the seed. */
  readonly stream: string
}

/** One completion of one prompt. */
export interface Completion {
  readonly text: string
  readonly tokens: number
  readonly finishReason: 'stop' | 'length'
  /** Sum over its tokens, at temperature 1. */
  readonly logProbability: number
}

/** A text whose likelihood is asked for, or taught. */
export interface PromptedText {
  readonly prompt: string
  readonly completion: string
}

/** Two completions of a prompt, one of which is to be preferred. */
export interface PreferencePair {
  readonly prompt: string
  readonly chosen: string
  readonly rejected: string
  /** Multiplies every term of this pair's loss; 1 if left out. */
  readonly weight?: number
}

/** What a training minimises. */
export type Loss =
  /** Negative log-likelihood of completions: the mean over tokens, or over responses of their per-token means. */
  | { readonly kind: 'sft'; readonly mean: 'tokens' | 'responses' }
  /** Direct preference optimisation plus `alpha` times the chosen response's per-token negative log-likelihood. */
  | { readonly kind: 'dpo'; readonly beta: number; readonly alpha: number }

/** How weights follow gradients. */
export interface Optimizer {
  /** `muon` moves the layers' matrices by `matrixLearningRate`, and the rest as `adamw` does. */
  readonly kind: 'adamw' | 'muon'
  readonly learningRate: number
  readonly matrixLearningRate?: number
  readonly weightDecay: number
  /** Largest global norm of the gradient; larger ones are scaled down to it. */
  readonly clip: number
  /** Steps of linear warm-up. */
  readonly warmup: number
  /** Share of the steps after which the rate falls linearly to `finalShare` of its height. */
  readonly decayFrom: number
  readonly finalShare: number
}

/** Everything that decides the outcome of a training, beside the model it starts from. */
export interface Training {
  readonly loss: Loss
  readonly optimizer: Optimizer
  readonly batchSize: number
  readonly steps: number
  /** Take examples as they stand, or in a new random order each time round. */
  readonly order: 'given' | 'shuffled'
  readonly seed: number
}

/** A training to be run. */
export interface TrainRequest {
  /** Start from this model; from fresh weights if left out. */
  readonly model?: ModelFile
  readonly training: Training
  /** For `sft` prompted texts, for `dpo` pairs. */
  readonly examples: readonly PromptedText[] | readonly PreferencePair[]
  /** Where the trained model goes. */
  readonly output: string
  /** A file that is written every few seconds, gone on from if it is there, and removed at the end. */
  readonly checkpoint: string
  readonly onStep?: (progress: TrainProgress) => void
}

/** Where a training stands. */
export interface TrainProgress {
  readonly step: number
  readonly steps: number
  readonly loss: number
}

/**
 * Who does model work. The same request gives the same bytes on the same engine, whatever else runs beside it.
 * Every method may be called while others are under way.
 */
export interface Engine {
  /** All that decides the engine's numbers: library, version, architecture, vocabulary. Part of every step key. */
  readonly identity: Readonly<Record<string, unknown>>
  /** Completions as they are finished, with the index of their request. */
  generate(
    model: ModelFile,
    request: {
      readonly requests: readonly SampleRequest[]
      readonly sampling: Sampling
      readonly seed: number
    },
    signal?: AbortSignal,
  ): AsyncIterable<readonly { readonly index: number; readonly completion: Completion }[]>
  /** log p(completion | prompt) of each text, its end included. */
  score(model: ModelFile, texts: readonly PromptedText[], signal?: AbortSignal): Promise<readonly number[]>
  train(request: TrainRequest, signal?: AbortSignal): Promise<ModelFile>
  close(): Promise<void>
}
