/** A model that a training left. */
export interface TrainedModel {
  /** Relative to the job's folder. */
  readonly folder: string
  readonly step: number
  /** Of its files: see `retable_trainer/folder.py`. */
  readonly hash: string
  readonly parameters: number
  readonly tensors: number
}

/** A setting that decided the outcome, and where it comes from. */
export interface ResolvedSetting {
  readonly name: string
  readonly value: unknown
  /** `job`: job.json; `stated`: the model's own files; `inferred`: follows from these; `assumed`: the program's own choice. */
  readonly source: 'job' | 'stated' | 'inferred' | 'assumed'
}

/** An example as it was trained on: 1 in the mask marks what is learnt. */
export interface ShownExample {
  readonly prompt: string
  readonly completion: string
  readonly ids: readonly number[]
  readonly mask: readonly (0 | 1)[]
}

/** How the trained model likes a completion: what its server must say too. */
export interface ScoredTokens {
  readonly promptIds: readonly number[]
  readonly completionIds: readonly number[]
  /** Σ log p of the completion's tokens, in nats. */
  readonly sum: number
}

/** `result.json`, which is written last: without it a job is not done. */
export interface TrainingResult {
  readonly version: 1
  /** sha256 of job.json's bytes. */
  readonly job: string
  /** Those of `keepAt`, then the trained one. */
  readonly models: readonly TrainedModel[]
  readonly rows: { readonly given: number; readonly used: number; readonly tooLong: number }
  /** Tokens that are learnt from (of completions): in a pass over the rows, and in all steps. */
  readonly tokens: { readonly perPass: number; readonly trained: number }
  /** Of the first step, before it; `margin` of `dpo` alone. */
  readonly first: { readonly loss: number; readonly gradNorm: number; readonly margin: number | null }
  /** Share of the trained parameters that the first step changed. */
  readonly changedShare: number
  readonly template: {
    /** Of the chat template's text in use. */
    readonly sha256: string
    readonly bos: number | null
    readonly eos: number
    readonly pad: number
    /** A fixed chat and its token ids: a server of this model must give the same ids. */
    readonly probe: {
      readonly messages: readonly { readonly role: string; readonly content: string }[]
      readonly ids: readonly number[]
    }
  }
  readonly shown: readonly ShownExample[]
  readonly logProbabilities: readonly ScoredTokens[]
  readonly resolved: readonly ResolvedSetting[]
  readonly versions: Readonly<Record<string, string>>
  readonly launcher: { readonly threads: number; readonly environment: Readonly<Record<string, string>> }
  readonly seconds: number
}
