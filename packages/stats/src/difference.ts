import { meanOf } from './mean.ts'
import { studentQuantile, studentTwoSided } from './student-t.ts'

/** A mean that is held against 0. */
export interface MeanTest {
  readonly effect: number
  readonly low: number
  readonly high: number
  /** Two-sided, of "the mean is 0". */
  readonly p: number
  /** Independent units behind it. */
  readonly n: number
}

/**
 * One-sample t-test and its 95 % interval. Paired data come as their differences; several seeds, each of which trained
 * its own models, come as one mean difference a seed, since items of one seed share its luck.
 *
 * Values that are all equal have no spread to judge by: the interval is a point, and p is 1 at 0, else 0.
 */
export function meanTest(values: readonly number[]): MeanTest {
  const { mean, standardError, n } = meanOf(values)
  if (standardError === null) return { effect: mean, low: -Infinity, high: Infinity, p: 1, n }
  if (standardError === 0) return { effect: mean, low: mean, high: mean, p: mean === 0 ? 1 : 0, n }
  const half = studentQuantile(0.05, n - 1) * standardError
  const p = studentTwoSided(mean / standardError, n - 1)
  return { effect: mean, low: mean - half, high: mean + half, p, n }
}

/**
 * Equivalence by two one-sided tests (Schuirmann 1987): the larger p of "the mean is at most −margin" and "the mean is
 * at least margin". Small p says that the mean lies within ±margin.
 */
export function equivalenceTest(values: readonly number[], margin: number): MeanTest {
  const test = meanTest(values)
  const { mean, standardError, n } = meanOf(values)
  if (standardError === null) return test
  if (standardError === 0) return { ...test, p: Math.abs(mean) < margin ? 0 : 1 }
  const oneSided = (t: number) => {
    const half = studentTwoSided(t, n - 1) / 2
    return t > 0 ? half : 1 - half
  }
  const p = Math.max(oneSided((mean + margin) / standardError), oneSided((margin - mean) / standardError))
  return { ...test, p }
}

/** Holm's adjusted p-values, in the order of the given ones (Holm 1979). */
export function holm(ps: readonly number[]): number[] {
  const order = [...ps.keys()].sort((a, b) => ps[a]! - ps[b]!)
  const adjusted = Array<number>(ps.length)
  let least = 0
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, (ps.length - rank) * ps[index]!))
    adjusted[index] = least
  })
  return adjusted
}
