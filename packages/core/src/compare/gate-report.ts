import type { BenchmarkComparison } from './comparison.ts'
import type { FullRunVerdict, SequentialBets, SequentialGate } from './sequential-gate.ts'

/** What a gate finds of two versions, or of one benchmark. */
export type GateVerdict = 'no worse' | 'regressed' | 'undecided'

/**
 * What a benchmark weighs in a gate. One that is critical or supporting fails the gate where it regressed; only critical
 * ones have to be proved no worse (where there are none, all that are supporting); an advisory one is shown.
 */
export type GateTier = 'critical' | 'supporting' | 'advisory'

/** The drop that is allowed: in the scores' unit (.02 is two points of a share), or as a share of the baseline's score. */
export interface GateMargin {
  readonly value: number
  readonly isRelative: boolean
}

/** One-sided p-values of a margin. */
export interface GatePValues {
  /** Small where the drop lies below the margin. */
  readonly noWorse: number
  /** Small where the drop lies above it. */
  readonly regressed: number
}

/** One benchmark of a gate. */
export interface GatedBenchmark {
  readonly setting: string
  readonly tier: GateTier
  readonly margin: GateMargin
  readonly lowerIsBetter: boolean
  readonly comparison: BenchmarkComparison
  /** Of a full run that is foretold, in words of its own. */
  readonly verdict: GateVerdict | FullRunVerdict
  /** Ends of the 90 % interval of candidate − baseline, which goes with a verdict at one-sided 5 %; NaN where items were bet on. */
  readonly low90: number
  readonly high90: number
  readonly p: GatePValues
  /** With the other benchmarks counted in (Holm for regressed, Hochberg for no worse): they decide. Null for an advisory one. */
  readonly adjusted: GatePValues | null
  readonly power: GatePower | null
  /** Null where all items were there before they were tested. */
  readonly sequential: SequentialBets | null
  /** Limits of the policy that the candidate is beyond, in sentences. */
  readonly beyondLimits: readonly string[]
  /** Why no verdict is drawn whatever the scores, in sentences. */
  readonly withheld: readonly string[]
}

/** What the test can see, in the scores' unit. */
export interface GatePower {
  /** Independent units, and the mean squared difference that power is reckoned for: of rights and wrongs the share that changed. */
  readonly n: number
  readonly discordance: number
  /** The drop that is called a regression in 80 % of such runs, alone and as the first of `benchmarks`. */
  readonly dropSeen: number
  readonly dropSeenAsFirst: number
  readonly benchmarks: number
  /** Items with which equal versions are proved no worse in 80 % of runs; null where it is more than 200,000. */
  readonly itemsForNoWorse: number | null
  /** The same with several samples an item, where the noise of one is measured; null where it is not, or more are needed. */
  readonly withSamples: { readonly samples: number; readonly items: number } | null
  /** Items with which a drop as large as was measured is called a regression in 80 %; null where the measured one is none. */
  readonly itemsForRegressed: number | null
}

/** What a gate says, and what becomes of it. */
export interface GateReport {
  readonly baseline: string
  readonly candidate: string
  readonly verdict: GateVerdict | FullRunVerdict
  /** What the policy makes of it. */
  readonly outcome: 'pass' | 'warn' | 'fail'
  readonly exitCode: 0 | 1 | 4
  /** Sentences: what decided it. */
  readonly reasons: readonly string[]
  readonly asks: 'each' | 'on average'
  /** One-sided p of "the mean drop is the margin or more"; null where it is not asked for, or cannot be told. */
  readonly averageP: number | null
  readonly benchmarks: readonly GatedBenchmark[]
  /** Benchmarks that only one side has, and which are not required. */
  readonly unpaired: readonly string[]
  /** Null where all items were there before they were tested. */
  readonly sequential: SequentialGate | null
}
