import { meanOf } from '../mean.ts'
import { exponentialSumBelow, factorsOf } from '../numeric/exponential-sum.ts'
import { intervalWithin, twoSided, type Bounds, type MeanTest, type OneSidedPs } from './mean-test.ts'
import { pairedCountsPs } from './paired-counts.ts'

/**
 * Worst-value test of a mean of bounded values, and its 95 % interval, which leaves out 0 exactly where p < .05.
 * Dirichlet(1, …, 1) weights are laid over the values and one more at the bound that speaks against what is to be shown;
 * p is the chance that their weighted mean does not show it (Gaffke 2005; Learned-Miller & Thomas 2019, arXiv 1905.06208).
 *
 * @throws RangeError for a value beyond the bounds, or bounds that are none
 */
export function boundedMeanTest(values: readonly number[], bounds: Bounds): MeanTest {
  const psAt = worstValuePsOf(values, bounds)
  return {
    effect: meanOf(values).mean,
    ...intervalWithin(psAt, bounds),
    p: twoSided(psAt(0)),
    n: values.length,
  }
}

/**
 * One-sided p-values of the same test: `above` is small where the mean lies above `at`, `below` where it lies below.
 *
 * @throws RangeError for a value beyond the bounds, or bounds that are none
 */
export function worstValuePs(values: readonly number[], bounds: Bounds, at: number): OneSidedPs {
  return worstValuePsOf(values, bounds)(at)
}

/** Values were subtracted, scaled and summed on their way here. */
const rounding = 1e-9

/** The same at one mean after another. */
export function worstValuePsOf(
  given: readonly number[],
  { least, most }: Bounds,
): (at: number) => OneSidedPs {
  const slack = rounding * (most - least)
  if (!(slack > 0 && slack < Infinity))
    throw new RangeError(`from ${least} to ${most} there is nothing between`)
  const stray = given.find((value) => !(value >= least - slack && value <= most + slack))
  if (stray !== undefined) throw new RangeError(`${stray} lies beyond its bounds, ${least} and ${most}`)
  const values = given.map((value) => Math.min(most, Math.max(least, value)))
  if (least === -most) {
    const [better, worse, same] = [most, -most, 0].map((x) => values.filter((value) => value === x).length)
    const counts = { better: better!, worse: worse!, n: values.length }
    // Rights and wrongs: the counts say it all, and their sums are exact.
    if (better! + worse! + same! === values.length) return (at) => pairedCountsPs(counts, at / most)
  }
  const [withLeast, withMost] = [
    factorsOf([...values, least]),
    factorsOf([...values, most].map((value) => -value)),
  ]
  // Each is an integral over all values, and an interval's end asks for one of them alone.
  return (at) => ({
    get above() {
      return exponentialSumBelow(withLeast, at)
    },
    get below() {
      return exponentialSumBelow(withMost, -at)
    },
  })
}
