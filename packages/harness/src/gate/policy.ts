import type { GateMargin, GateTier, SideBenchmark } from '@retable/core'

/** What a gate holds a candidate to. */
export interface GatePolicy {
  readonly asks: 'each' | 'on average'
  readonly undecided: 'pass' | 'warn' | 'fail'
  /** Of a benchmark that is not named. */
  readonly others: BenchmarkPolicy
  readonly benchmarks: ReadonlyMap<string, BenchmarkPolicy>
}

/** What a gate holds a candidate to on one benchmark. */
export interface BenchmarkPolicy {
  readonly tier: GateTier
  /** Null: two points of a share, and a fiftieth of any other scale. */
  readonly margin: PolicyMargin | null
  readonly lowerIsBetter: boolean
  /** Without it nothing passes. */
  readonly isRequired: boolean
  /** Largest shares of the candidate's answers that may be cut at the token limit, or hold no answer; null for any. */
  readonly mostTruncated: number | null
  readonly mostUnanswered: number | null
  /** Largest share of the baseline's items that the candidate may lack. */
  readonly mostMissing: number
}

/** As it is written: points are hundredths of a share, and the unit of any other scale. */
export type PolicyMargin = { readonly points: number } | { readonly shareOfBaseline: number }

/** Every benchmark is critical, with two points, and what is undecided fails. */
export const defaultPolicy: GatePolicy = {
  asks: 'each',
  undecided: 'fail',
  others: {
    ...{ tier: 'critical', margin: null, lowerIsBetter: false, isRequired: false },
    ...{ mostTruncated: null, mostUnanswered: null, mostMissing: 0.01 },
  },
  benchmarks: new Map(),
}

/** By which of its names a policy has a benchmark: a scoring's settings are called by their variants. */
export function nameIn(
  { benchmarks }: GatePolicy,
  { setting, benchmark }: Pick<SideBenchmark, 'setting' | 'benchmark'>,
): string | undefined {
  if (benchmarks.has(setting)) return setting
  return benchmark !== null && benchmarks.has(benchmark.id) ? benchmark.id : undefined
}

/** What the policy says of a benchmark. */
export function policyOf(
  policy: GatePolicy,
  of: Pick<SideBenchmark, 'setting' | 'benchmark'>,
): BenchmarkPolicy {
  const name = nameIn(policy, of)
  return name === undefined ? policy.others : policy.benchmarks.get(name)!
}

/** A margin in the unit of scores that lie between such bounds. */
export function marginIn(
  margin: PolicyMargin | null,
  { least, most }: { readonly least: number; readonly most: number },
): GateMargin {
  const range = most - least
  if (margin === null) return { value: 0.02 * range, isRelative: false }
  if ('shareOfBaseline' in margin) return { value: margin.shareOfBaseline, isRelative: true }
  const isShare = least === 0 && most === 1
  return { value: isShare ? margin.points / 100 : margin.points, isRelative: false }
}
