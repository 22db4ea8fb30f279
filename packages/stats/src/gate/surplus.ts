import { meanOf } from '../mean.ts'
import type { PairedCounts } from '../paired/paired-counts.ts'

/** How far the mean difference lies above what a margin allows; all as a share of the scores' range. */
export interface Surplus {
  /** Less one unit's worst value. */
  readonly mean: number
  /** Of that mean. */
  readonly variance: number
}

/**
 * How far a mean lies above `at`, and the variance of that: one unit at the worst value is added to both, as the
 * worst-value test adds it, so that units without any difference are not taken for certain.
 *
 * @param options - `width`: of the scores' range, by which all is divided
 */
export function surplusOfValues(
  values: readonly number[],
  { worst, at, width }: { readonly worst: number; readonly at: number; readonly width: number },
): Surplus {
  const n = values.length
  const { mean } = meanOf(values)
  const squares = values.reduce((sum, value) => sum + value * value, 0)
  return {
    mean: (mean + worst / n - at) / width,
    variance: (squares / n - mean * mean + (worst * worst) / n) / n / width ** 2,
  }
}

/** What rights and wrongs add to a mean over several benchmarks, from counts alone. */
export function surplusOfCounts({ better, worse, n }: PairedCounts, margin: number): Surplus {
  const effect = (better - worse) / n
  return {
    mean: effect - 1 / n + margin,
    variance: ((better + worse) / n - effect * effect + 1 / n) / n,
  }
}
