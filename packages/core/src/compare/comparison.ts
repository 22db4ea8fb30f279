import type { Versioned } from '../run/manifest.ts'
import type { BenchmarkNoise } from './noise.ts'

/** Two versions beside each other: candidate minus baseline throughout. */
export interface Comparison {
  readonly baseline: string
  readonly candidate: string
  readonly benchmarks: readonly BenchmarkComparison[]
  /** What only one of them was asked. */
  readonly baselineAlone: readonly string[]
  readonly candidateAlone: readonly string[]
}

/** A mean difference with its test: differences of shares lie between −1 and 1. */
export interface DifferenceTest {
  readonly effect: number
  /** Ends of the 95 % interval. */
  readonly low: number
  readonly high: number
  /** Two-sided, of "there is no difference". */
  readonly p: number
  /** Independent units behind it. */
  readonly n: number
}

/** How two versions differ on one benchmark, in the unit of its scores. */
export interface BenchmarkComparison {
  readonly setting: string
  readonly benchmark: Versioned | null
  readonly variant: Versioned | null
  readonly bounds: { readonly least: number; readonly most: number }
  readonly items: {
    readonly paired: number
    readonly baselineAlone: number
    readonly candidateAlone: number
  }
  /** Samples of an item: of the paired ones, the least and the most. */
  readonly samples: { readonly least: number; readonly most: number }
  /** What is independent: an item, or a source that items share. */
  readonly unit: 'item' | 'source'
  /** Means over the paired items. */
  readonly baseline: number
  readonly candidate: number
  /** Null where too few sources are behind it, and where items were bet on one by one: a test at a chosen end would err. */
  readonly difference: DifferenceTest | null
  /** p by Holm over every comparison that was asked for. */
  readonly adjustedP: number | null
  /** Mean over the units of the squared difference: of rights and wrongs the share that changed. */
  readonly meanSquaredDifference: number
  /** Paired items whose score rose and fell. */
  readonly better: number
  readonly worse: number
  readonly unanswered: UnansweredComparison | null
  readonly truncated: { readonly baseline: number | null; readonly candidate: number | null }
  readonly categories: readonly CategoryChange[]
  readonly flips: readonly Flip[]
  /** Settings other than the model in which the sides differ, in sentences. */
  readonly differing: readonly string[]
  /** Why nothing may be concluded, in sentences. */
  readonly doubts: readonly string[]
  readonly notes: readonly string[]
  /** What repeats of one of the models were measured to differ by; null where nobody measured it. */
  readonly noise: BenchmarkNoise | null
}

/** Answers that were not found: a change of format is no loss of skill. */
export interface UnansweredComparison {
  /** Shares of the paired items' samples. */
  readonly baseline: number
  readonly candidate: number
  readonly difference: DifferenceTest
  /** Items that fell and of which the candidate has an answer less than the baseline. */
  readonly worseForFormat: number
  /** Items that rose and of which it has an answer more. */
  readonly betterForFormat: number
  /** The difference of scores over the items of which both have all answers; null where there are none. */
  readonly ofAnswered: DifferenceTest | null
}

/** What changed within a category of items. */
export interface CategoryChange {
  readonly category: string
  readonly paired: number
  readonly better: number
  readonly worse: number
}

/** A paired item whose score changed. */
export interface Flip {
  readonly item: string
  /** The right answer, where it is a text. */
  readonly gold?: string
  readonly category?: string
  readonly baseline: FlipSide
  readonly candidate: FlipSide
}

/** One side of what changed. */
export interface FlipSide {
  /** Mean of its samples. */
  readonly score: number
  /** 0-based: the number of the first sample whose score is nearest to the mean, which stands for all. */
  readonly sample: number
  /** That sample's; null where none was found, left out where nothing tells it. */
  readonly answer?: string | null
  /** What the model wrote, where it was looked up. */
  readonly text?: string
}
