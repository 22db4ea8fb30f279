import type { RehearsedProgram, RehearsedWork } from './rehearsed.ts'

/** A model that an engine can use. */
export interface Model {
  /** Names it for people, and for a server that is asked for it. */
  readonly id: string
  /** Of its content; it stands for the model in every step key. */
  readonly hash: string
  /** The file or folder that it lies in; left out where a server alone has it. */
  readonly location?: string
  /** sha256 of the template that its chats are put in; null where it has none, left out where that is not known. */
  readonly chatTemplate?: string | null
}

/** Weights that others made, which a recipe starts from. */
export type PublishedWeights =
  /** Of a hub, at a commit of the repository; null where the tier names none, so that nothing can be fetched. */
  | { readonly kind: 'hub'; readonly repository: string; readonly revision: string | null }
  /** Nothing to fetch: others serve the model under this name. */
  | { readonly kind: 'api'; readonly name: string }
  /** Of a package of a registry, by the id of a packaged model. */
  | { readonly kind: 'packaged'; readonly id: string }

/** One turn of a conversation. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** What a model is asked: a text to be gone on with, or a conversation. */
export type PromptText = string | readonly Message[]

/** How completions are drawn. */
export interface Sampling {
  /** 0 takes the likeliest token. */
  readonly temperature: number
  /** Draw from the smallest set of likeliest tokens with this much probability; 1 draws from all. */
  readonly topP: number
  readonly maxTokens: number
  /** Strings that end a completion; they are no part of it. */
  readonly stop?: readonly string[]
}

/** One completion to be drawn. */
export interface SampleRequest {
  readonly prompt: PromptText
  /** Names the completion's own random stream, together with the seed. */
  readonly stream: string
}

/** One completion of one prompt. */
export interface Completion {
  readonly text: string
  readonly tokens: number
  readonly finishReason: 'stop' | 'length'
  /** Sum over its tokens, at temperature 1; left out where the engine does not tell it. */
  readonly logProbability?: number
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
  /**
   * Direct preference optimisation plus `alpha` times the chosen response's per-token negative log-likelihood.
   * `lengthPenalty` times the tokens by which the chosen response is longer is added to the margin (R-DPO, arXiv
   * 2403.19159: what a reward less that much for each token comes to); 0 if left out.
   */
  | { readonly kind: 'dpo'; readonly beta: number; readonly alpha: number; readonly lengthPenalty?: number }

/** How weights follow gradients. */
export interface Optimizer {
  /** `muon` moves the layers' matrices by `matrixLearningRate`, and the rest as `adamw` does. */
  readonly kind: 'adamw' | 'muon'
  readonly learningRate: number
  readonly matrixLearningRate?: number
  /** AdamW's decay rates of the first and the second moment. */
  readonly betas: readonly [number, number]
  /** What AdamW adds to the root of the second moment. */
  readonly epsilon: number
  /** Muon's; for `muon` alone. */
  readonly momentum?: number
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
  readonly model?: Model
  readonly training: Training
  /** For `sft` prompted texts, for `dpo` pairs. */
  readonly examples: readonly PromptedText[] | readonly PreferencePair[]
  /** Where the trained model goes. */
  readonly output: string
  /** Steps after which the model is kept as well, ascending and below the last; each goes to `<output>.<step>`. */
  readonly keepAt?: readonly number[]
  /** A file or folder that is written every few seconds, gone on from if it is there, and removed at the end. */
  readonly checkpoint: string
  readonly onStep?: (progress: TrainProgress) => void
}

/** Where a training stands. */
export interface TrainProgress {
  readonly step: number
  readonly steps: number
  readonly loss: number
}

/** What an engine can be relied on for. */
export interface EnginePromises {
  /** The same request gives the same bytes, on every machine and whatever else runs beside it. */
  readonly bitForBit: boolean
  /** Completions come with their log-probability. */
  readonly logProbabilities: boolean
}

/** Completions as they are finished, with the index of their request. */
export type CompletionStream = AsyncIterable<
  readonly { readonly index: number; readonly completion: Completion }[]
>

/**
 * Who does model work: a driver leaves out what it cannot do. Every method may be called while others are under way.
 */
export interface Engine {
  /** All that decides the engine's numbers: library, version, architecture, vocabulary. Part of every step key. */
  readonly identity: Readonly<Record<string, unknown>>
  readonly promises: EnginePromises
  /**
   * The images that its programs run in, by digests, for the manifest; they are part of no step key but by what `identity`
   * names. Left out where nothing runs but processes of this machine.
   */
  readonly images?: Readonly<Record<string, string>>
  /** Where its programs run, for run.json: it decides no number. Left out as `images` are. */
  readonly runtime?: Readonly<Record<string, unknown>>
  generate?(
    model: Model,
    request: {
      readonly requests: readonly SampleRequest[]
      readonly sampling: Sampling
      readonly seed: number
    },
    signal?: AbortSignal,
  ): CompletionStream
  /**
   * A model of published weights, fetched and checked where it is not here yet.
   *
   * @param options - `here`: fetch nothing; undefined is given where they are not here
   */
  load?(
    weights: PublishedWeights,
    options: { readonly here: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<Model | undefined>
  /** How many tokens each text has by itself, without a template. */
  countTokens?(model: Model, texts: readonly string[], signal?: AbortSignal): Promise<readonly number[]>
  /** log p(completion | prompt) of each text, its end included. */
  score?(model: Model, texts: readonly PromptedText[], signal?: AbortSignal): Promise<readonly number[]>
  /** The models kept on the way, in the order of `keepAt`, and the trained one last. */
  train?(request: TrainRequest, signal?: AbortSignal): Promise<readonly Model[]>
  close(): Promise<void>
}

/** An engine that does all kinds of model work on models that it makes itself. */
export type WholeEngine = Required<Omit<Engine, 'load' | 'countTokens' | 'images' | 'runtime'>> &
  Pick<Engine, 'load' | 'countTokens' | 'images' | 'runtime'>

/** Work whose cost is asked for. */
export type Work =
  | { readonly kind: 'generate'; readonly samples: number; readonly maxTokens: number }
  | {
      readonly kind: 'train'
      readonly steps: number
      readonly rowsPerStep: number
      /** Models that are kept of it; 1 if left out. */
      readonly models?: number
    }

/** What work costs at most. */
export interface Cost {
  /** Drawn, or passed through in training. */
  readonly tokens: number
  /** Of a GPU; left out where none is needed. */
  readonly gpuSeconds?: number
  /** Of a processor core; left out where nothing is known of that. */
  readonly coreSeconds?: number
  /** What it leaves on the disk, in bytes; left out where that is little. */
  readonly diskBytes?: number
  /** What it has there besides while it is under way, in bytes. */
  readonly workBytes?: number
}

/** A kind of engine. */
export interface EngineDriver {
  readonly id: string
  /** Packages of this workspace whose locked dependencies decide its numbers. */
  readonly packages: readonly string[]
  /**
   * An engine as a tier's setup wants it, not yet open; whether this machine can run it is looked into.
   *
   * @param place - where its programs are to run, with a person's settings of it
   * @throws Error with a sentence that names a wrong setting
   */
  readonly prepare: (
    settings: Readonly<Record<string, unknown>>,
    place?: Pick<EngineOptions, 'runtime' | 'runtimeSettings'>,
  ) => PreparedEngine | Promise<PreparedEngine>
}

/** An engine that can be opened. */
export interface PreparedEngine {
  readonly open: (options: EngineOptions) => Promise<Engine>
  readonly cost: (work: Work) => Cost
  /** How the cost is reckoned, where it is an estimate. */
  readonly formula?: string
  /** What the estimate takes for granted, in sentences. */
  readonly assumptions?: readonly string[]
  /** Why it cannot run on this machine, as the end of a sentence that begins with "this tier". */
  readonly cannotRun?: string
  /** Set where it starts programs by a runtime: whether they need a GPU. Left out where it works in this process. */
  readonly programs?: { readonly onGpu: boolean }
  /**
   * The files by which the runtime that `options` names would start programs; nothing is started. Left out by an engine
   * that starts none.
   */
  readonly rehearse?: (
    work: readonly RehearsedWork[],
    options: EngineOptions,
  ) => Promise<readonly RehearsedProgram[]>
}

/** What the machine gives an engine. */
export interface EngineOptions {
  /** Folder for what is made once, such as Python environments and weights, and for logs; absolute. */
  readonly directory: string
  /** Where the programs run that the engine starts; as the tier says if left out. */
  readonly runtime?: string | undefined
  /** A file with the settings of runtimes; absolute. */
  readonly runtimeSettings?: string | undefined
  /** Told what takes long beside the work itself, in sentences. */
  readonly onProgress?: ((sentence: string) => void) | undefined
  /** Threads or processes to use; as the engine chooses if left out. */
  readonly workers?: number
}
