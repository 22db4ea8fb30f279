import { rootOf } from '../numeric/root.ts'

/** The test of a mean against 0. */
export interface MeanTest {
  readonly effect: number
  /** Ends of the 95 % interval. */
  readonly low: number
  readonly high: number
  /** Two-sided, of "the mean is 0". */
  readonly p: number
  /** Independent units behind it. */
  readonly n: number
}

/** The bounds of a list's values: differences of scores in [0, 1] lie in [−1, 1]. */
export interface Bounds {
  readonly least: number
  readonly most: number
}

/** Two one-sided p-values of a mean. */
export interface OneSidedPs {
  /** Small where the mean lies above. */
  readonly above: number
  /** Small where the mean lies below. */
  readonly below: number
}

/** The two-sided p that two one-sided ones make. */
export function twoSided({ above, below }: OneSidedPs): number {
  return Math.min(1, 2 * above, 2 * below)
}

/** Which interval of a mean. */
export interface IntervalOptions {
  /** The one-sided p below which a mean is left out: .025 for 95 %. */
  readonly side?: number
  /** The mean against which the two-sided p is taken. */
  readonly middle?: number
}

/**
 * The interval that one-sided p-values leave: the means of which neither is below `side`. That of 95 % leaves out the
 * middle where the two-sided p is below .05.
 */
export function intervalWithin(
  psAt: (at: number) => OneSidedPs,
  { least, most }: Bounds,
  { side = 0.025, middle: wanted = 0 }: IntervalOptions = {},
): Pick<MeanTest, 'low' | 'high'> {
  const above = (at: number) => psAt(at).above - side
  const below = (at: number) => side - psAt(at).below
  // Split there, so that neither end can stray over it by rounding.
  const middle = Math.min(most, Math.max(least, wanted))
  const isAbove = above(middle) < 0
  const isBelow = below(middle) > 0
  const low = above(least) >= 0 ? least : isAbove ? rootOf(above, middle, most) : rootOf(above, least, middle)
  const high = below(most) <= 0 ? most : isBelow ? rootOf(below, least, middle) : rootOf(below, middle, most)
  return { low, high }
}
