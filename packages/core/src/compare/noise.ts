import type { DifferenceTest } from './comparison.ts'
import type { Versioned } from '../run/manifest.ts'

/** What repeats of one model differ by. */
export interface NoiseReport {
  readonly format: 1
  /** The model, where the repeats tell it. */
  readonly model: string | null
  /** The judge with what tells its weights, where a judge was asked again: then it is of its judgements, whatever was judged. */
  readonly judge?: string
  /** Names of the repeats. */
  readonly runs: readonly string[]
  readonly benchmarks: readonly BenchmarkNoise[]
}

/** The noise of one benchmark, as shares of its scores' range. */
export interface BenchmarkNoise {
  readonly setting: string
  readonly benchmark: Versioned | null
  readonly variant: Versioned | null
  /** What decided the numbers beside the model, by name. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly bounds: { readonly least: number; readonly most: number }
  /** Items that every repeat has. */
  readonly n: number
  /** Each repeat's mean over them, in the scores' unit. */
  readonly means: readonly number[]
  /** Items whose score is not the same in every repeat. */
  readonly changed: number
  /** Share of items that one repeat flips against another: the mean squared difference. */
  readonly flips: number
  /** Variance of the repeats' means, and what it would be if every item flipped for itself. */
  readonly variance: number
  readonly itemVariance: number
  /** How often items that flip for themselves leave so large a variance; null below three repeats of a model. */
  readonly p: number | null
  /** Of a judge that was asked again: its second judging less the first, on the same items; null of too few to tell. */
  readonly moved?: DifferenceTest | null
  /** Runs differ by more than their items do: a whole run moves at once, and no test over items holds. */
  readonly isAlarm: boolean
}
