import type { MeanTest } from '../paired/mean-test.ts'
import { boundedTest, boundedRatioTest } from './bounded-test.ts'
import { unitsOf, type PairedScores } from './paired-scores.ts'
import type { Surplus } from './surplus.ts'
import { unboundedRatioTest, unboundedTest } from './unbounded-test.ts'

/** One-sided p-values of a margin. At most one of them is small: they add up to 1 or more. */
export interface GatePs {
  /** Small where the drop lies below the margin. */
  readonly noWorse: number
  /** Small where the drop lies above the margin. */
  readonly regressed: number
}

/** Candidate minus baseline, and what any margin makes of it. Its n is the number of independent units. */
export interface PairedTest extends MeanTest {
  /** Ends of the 90 % interval, which goes with a verdict at one-sided 5 %. */
  readonly low90: number
  readonly high90: number
  /** Items, of which several may be one unit. */
  readonly items: number
  /** By Student's t, since the scores have no bounds. */
  readonly isApproximate: boolean
  /** Why nothing can be said: every p is 1 then, and the intervals are without end or as wide as can be. */
  readonly lacks: 'sources' | 'items' | null
  /** @param margin - the drop that is allowed, in the effect's unit: .02 for two points of a share, or for 2 % of the baseline */
  readonly psAt: (margin: number) => GatePs
  /** What a mean over several benchmarks is made of; null for scores without bounds, and where something lacks. */
  readonly surplusAt: (margin: number) => Surplus | null
}

/** What the difference is measured in. */
export interface PairedTestOptions {
  /**
   * Effect, ends and margins are shares of the baseline's mean instead of the scores' own unit. The test is of
   * candidate − (1 − margin) · baseline item by item, so that the baseline's own error is inside.
   */
  readonly isRelative?: boolean
}

/** Below this number of sources nothing is said. */
export const leastSources = 20
/** Below this number of units nothing is said of scores without bounds. */
export const leastUnbounded = 100

/**
 * Tests the paired difference of two versions' scores: the worst-value test (Gaffke 2005; Learned-Miller & Thomas 2019,
 * arXiv 1905.06208) where scores have bounds, McNemar's exact p at margin 0 for rights and wrongs; else Student's t.
 *
 * @throws RangeError for lists of different lengths, scores beyond their range, and a relative margin of scores that can
 *   be negative
 */
export function pairedTest(scores: PairedScores, { isRelative = false }: PairedTestOptions = {}): PairedTest {
  const { range = { least: 0, most: 1 }, sources } = scores
  const units = unitsOf(scores)
  const n = units.candidate.length
  const items = scores.candidate.length
  if (range === null) {
    const lacks = n < leastUnbounded ? ('items' as const) : null
    return (isRelative ? unboundedRatioTest : unboundedTest)({ units, items, lacks })
  }
  const lacks = sources !== undefined && n < items && n < leastSources ? ('sources' as const) : null
  return (isRelative ? boundedRatioTest : boundedTest)({ units, items, range, lacks })
}
