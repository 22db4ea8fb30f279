import { meanOf } from '../mean.ts'
import { hasSpread } from '../numeric/spread.ts'
import { studentQuantile, studentTwoSided } from '../numeric/student-t.ts'
import type { MeanTest, OneSidedPs } from './mean-test.ts'

/**
 * Student's t of a mean, and its 95 % interval: for a few unbounded values that are taken as normal (the mean difference
 * of each seed), and for measures that know no bounds (lengths), where it is approximate. Values without spread, be they
 * 0, say nothing of it: p is 1 and the interval has no ends.
 */
export function studentMeanTest(values: readonly number[]): MeanTest {
  const { mean, standardError, n } = meanOf(values)
  if (standardError === null || !hasSpread(values)) {
    return {
      effect: n === 0 ? mean : hasSpread(values) ? mean : values[0]!,
      low: -Infinity,
      high: Infinity,
      p: 1,
      n,
    }
  }
  const half = studentQuantile(0.05, n - 1) * standardError
  const p = studentTwoSided(mean / standardError, n - 1)
  return { effect: mean, low: mean - half, high: mean + half, p, n }
}

/** One-sided p-values of the same test, of "the mean is `at`"; both are 1 where there is no spread. */
export function studentPs(values: readonly number[], at: number): OneSidedPs {
  const { mean, standardError, n } = meanOf(values)
  if (standardError === null || !hasSpread(values)) return { above: 1, below: 1 }
  const t = (mean - at) / standardError
  const half = studentTwoSided(t, n - 1) / 2
  return t > 0 ? { above: half, below: 1 - half } : { above: 1 - half, below: half }
}
