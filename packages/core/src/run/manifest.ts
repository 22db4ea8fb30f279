import type { Gate, Sourced, TierName } from '../paper/reproduction.ts'

/** What decided a record's numbers, and nothing else: two runs of the same thing have the same manifest. */
export type Manifest = RecipeManifest | ScoreManifest

/** Of a run of a paper's recipe. */
export interface RecipeManifest {
  readonly kind?: never
  readonly paper: string
  readonly arxiv: string
  readonly tier: TierName
  readonly quick: boolean
  readonly seeds: readonly number[]
  /** Packages of others that decide numbers, with the hashes that the lock file has for them. */
  readonly packages: Readonly<Record<string, string>>
  /** Identity of the engine that plays every role which `engines` does not name. */
  readonly engine: Readonly<Record<string, unknown>>
  /** Identities of other engines by role. */
  readonly engines?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly hyperparameters: readonly Sourced[]
  readonly remarks: readonly string[]
  /** What the tier's models must be able to do; left out where nothing is asked. */
  readonly gates?: readonly Gate[]
  /** By seed. */
  readonly steps: Readonly<Record<string, readonly StepRecord[]>>
}

/** One step as the manifest names it. */
export interface StepRecord {
  readonly step: string
  readonly kind: string
  /** Of what decides its output; for pure steps of the output itself. */
  readonly key: string
  /** Tokens drawn, trained on or scored. */
  readonly tokens?: number
}

/** A benchmark or a variant, by what decides its verdicts. */
export interface Versioned {
  readonly id: string
  readonly version: string
}

/** Of a file of outputs or judgements that was scored. */
export interface ScoreManifest {
  readonly kind: 'score'
  readonly benchmark: Versioned
  readonly variants: readonly Versioned[]
  readonly input: {
    /** Without its folders; `-` for standard input. */
    readonly name: string
    readonly sha256: string
    /** How its rows were read; null for judgements, which the variant reads itself. */
    readonly format: string | null
    /** What its fields are called, where they were named. */
    readonly columns?: Readonly<Record<string, string>>
  }
}
