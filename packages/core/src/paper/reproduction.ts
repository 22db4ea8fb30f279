import type { Difference, Paper, StatedClaim } from './paper.ts'
import type { PaperEvaluation } from './paper-evaluation.ts'
import type { PaperReplay } from './paper-replay.ts'
import type { Recipe } from '../recipe/lab.ts'
import type { Relation } from './relation.ts'

/** A hyper-parameter with where it comes from. */
export interface Sourced {
  readonly name: string
  readonly value: string | number
  /** `stated §x`, `inferred`, `assumed` for what the paper leaves open, or `own` for what only this tier has. */
  readonly source: string
}

/** What a tier supplies to the recipe. */
export interface TierSetup<Setup> {
  readonly setup: Setup
  /** Plays every role that `engines` does not name. */
  readonly engine: EngineChoice
  /** By role, as the recipe names its models. */
  readonly engines?: Readonly<Record<string, EngineChoice>>
  readonly hyperparameters: readonly Sourced[]
  /** What was planted or simplified, in sentences; it stands in the manifest and in every report. */
  readonly remarks: readonly string[]
  readonly claims: readonly Claim[]
  /** Set where sizes are too small for the claims to be judged. */
  readonly underpowered: boolean
  /** What the models must be able to do for the claims to mean anything; none where nothing is asked. */
  readonly gates?: readonly Gate[]
  /** What is known to differ from the paper: the cells that it is about get no verdict. None known: an empty list. */
  readonly differences: readonly StatedDifference[]
  /** Which measurement stands beside a reported cell, where that is not as the reproduction says of all its tiers. */
  readonly cells?: readonly CellMapping[]
  /** What its model work is laid out for; left out where any machine will do. */
  readonly hardware?: Hardware
  /** How fast its model work goes on processor cores, for the plan; left out where that is not known, or on GPUs. */
  readonly pace?: CorePace
}

/** What was measured of a tier's model work on processor cores. It decides no number. */
export interface CorePace {
  /** Cores that the tier is laid out for. */
  readonly cores: number
  /** Tokens that one of them draws in a second. */
  readonly tokensDrawn: number
  /** Texts that one of them goes through in a second of training. */
  readonly textsTrained: number
  /** Where, and beside what, in a sentence. */
  readonly measured: string
}

/** What a tier's model work is laid out for. It decides no number: a plan tells of it, and a machine that lacks it says so. */
export interface Hardware {
  /** GPUs that work together. */
  readonly gpus: number
  readonly gpu: GpuKind
  /** Weights of the model. */
  readonly parameters: number
  /** Tokens that a row of a training is taken to have, prompt and response, for the plan. */
  readonly rowTokens: number
  /** Bytes of a weight in a model that is kept. */
  readonly bytesPerWeight: 2 | 4
}

/** A kind of GPU that a plan has assumptions about. */
export type GpuKind = '24 GB' | 'A100 80 GB'

/** What a model must be able to do before anything is said of what comes of it: a seed that fails is shown, and kept. */
export interface Gate {
  readonly of: Measured
  /** The least value that passes, in the metric's own unit. */
  readonly least: number
  /** In a sentence, with the seeds that it was set on: what is asked, and why. */
  readonly statement: string
}

/** A known difference between a tier and the paper. What the paper leaves open is an assumption and stands nowhere here. */
export interface StatedDifference {
  readonly of:
    | 'model'
    | 'data'
    | 'judge'
    | 'benchmark version'
    | 'sizes'
    | 'method'
    | 'prompt'
    | 'extraction'
    | 'decoding'
    | 'answers'
    | 'doubt'
  /** What differs, as the part of a sentence: `nanolm of 0.2 million weights, and not Llama-2-70b-chat`. */
  readonly statement: string
  /** Ids of the reported cells that it is about; all of them if left out. */
  readonly cells?: readonly string[]
}

/** An engine by the id of its driver, with what it is opened with; a tier that only `none` plays is laid out and not run. */
export interface EngineChoice {
  readonly engine: string
  readonly settings: Readonly<Record<string, unknown>>
}

/** Names of tiers at which a recipe can be laid out; `tiny` is for tests only, and never shown as a result. */
export type TierName = 'nano' | 'tiny' | 'mini' | 'paper'

/** Options that a run may set. */
export interface SetupOptions {
  readonly seed: number
  /** Smaller sizes, for a first look. */
  readonly quick: boolean
  /** Which of the benchmarks that `Runs` lists for the tier; the first of them if left out. */
  readonly benchmark?: string
}

/** A paper on the shelf: what it claims, and whatever of it can be run or recomputed. Its cells are in reported.csv. */
export interface Reproduction<Setup = never> {
  readonly paper: Paper
  readonly claims: readonly StatedClaim[]
  readonly relations?: readonly Relation[]
  /** What its versions, or texts about it, say differently, beside the relations that are broken. */
  readonly differences?: readonly Difference[]
  readonly replay?: PaperReplay
  /** In place of a replay: a sentence that says why no cell can be recomputed. */
  readonly nothingReleased?: string
  /** How its cells of benchmarks with exact answers were measured. */
  readonly evaluations?: readonly PaperEvaluation[]
  /** Left out where there is no recipe yet. */
  readonly runs?: Runs<Setup>
}

/** How a paper is run. */
export interface Runs<Setup = never> {
  readonly recipe: Recipe<Setup>
  readonly tiers: Readonly<Partial<Record<TierName, (options: SetupOptions) => TierSetup<Setup>>>>
  readonly defaultTier: TierName
  /** Benchmarks of a tier that has one recipe for several, its default first: each is a run of its own. */
  readonly benchmarks?: Readonly<Partial<Record<TierName, readonly string[]>>>
  /** By tier; none of a tier whose results are not recorded. */
  readonly seeds?: Readonly<Partial<Record<TierName, TierSeeds>>>
  readonly cells: readonly CellMapping[]
}

/** Seeds that a tier's sizes were set on, and those of the project's own recorded results of it; no seed is both. */
export interface TierSeeds {
  readonly development: readonly number[]
  readonly recorded: readonly number[]
}

/** A measurement of a run: a setting and a metric. */
export interface Measured {
  readonly setting: string
  readonly metric: string
}

/** A statement of a paper with its test on what a run measures. */
export interface Claim extends StatedClaim {
  readonly test: ClaimTest
}

/** How a claim is tested, on values item by item. */
export type ClaimTest =
  /** Every `higher` is above its `lower` (intersection-union). */
  | {
      readonly kind: 'higher'
      readonly pairs: readonly { readonly higher: Measured; readonly lower: Measured }[]
    }
  /** The values' mean is above (or below) 0. */
  | { readonly kind: 'sign'; readonly values: readonly { readonly of: Measured; readonly sign: 1 | -1 }[] }
  /** The two differ by less than the margin. */
  | { readonly kind: 'equivalent'; readonly a: Measured; readonly b: Measured; readonly margin: number }
  /** `a` is above `b`, or below it by less than the margin. */
  | { readonly kind: 'no worse'; readonly a: Measured; readonly b: Measured; readonly margin: number }
  | { readonly kind: 'not tested'; readonly reason: string }

/** Which measurement of a run stands beside a reported cell. */
export interface CellMapping {
  readonly cell: string
  readonly measured: Measured
}
