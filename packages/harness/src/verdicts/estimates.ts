import type { NamedMeasurement } from '@retable/core'
import { meanEstimate, shareEstimate, type Estimate } from '@retable/stats/cells'
import type { FittedUnit } from './fitted-unit.ts'
import type { MeasuredCell } from './measured-cell.ts'

/** Both sides of a cell in its unit. */
export interface Estimates {
  readonly measured: Estimate
  readonly reported: Estimate
  /** Both shares, each on so many items: its items over the design effect; null for means. */
  readonly shares: { readonly share: number; readonly n: number; readonly reportedN: number } | null
  /** Seeds that the measured side is a mean over; null where its items are its units. */
  readonly seeds: number | null
  /** Whether the reported number's own error is in it: not where no spread of items is known. */
  readonly isReportedErrorKnown: boolean
}

/**
 * What each side of a cell may be by chance. A share's error is binomial on both sides; that of a mean is Student's, and
 * the reported number's items are taken to spread as the measured ones. Over seeds the measured side is Student's over
 * their means. Null where nothing says how far chance carries the measurement.
 */
export function estimatesOf(
  cell: MeasuredCell,
  { factor, whole }: FittedUnit,
  reported: { readonly value: number; readonly n: number },
): Estimates | null {
  const { perSeed, standardError: between } = cell
  if (!Number.isFinite(cell.value) || !(cell.n >= 1)) return null
  const value = cell.value * factor
  // Seeds that agree to the last digit say nothing of chance; their items still do.
  const areSeedsApart = perSeed.length > 1 && between !== null && between > 0
  const isShare = whole !== null && [value, reported.value].every((each) => 0 <= each && each <= whole)
  const overSeeds = areSeedsApart ? meanEstimate(value, between * factor, perSeed.length) : undefined
  const seeds = areSeedsApart ? perSeed.length : null
  if (isShare) {
    if (overSeeds === undefined && perSeed.some(isPlain)) return null
    const effect = Math.max(...perSeed.map((each) => designEffect(each, factor / whole)))
    const shares = { share: value / whole, n: cell.n / effect, reportedN: reported.n / effect }
    return {
      measured: overSeeds ?? shareEstimate(shares.share, shares.n, whole),
      reported: shareEstimate(reported.value / whole, shares.reportedN, whole),
      shares: overSeeds === undefined ? shares : null,
      ...{ seeds, isReportedErrorKnown: true },
    }
  }
  const spread = spreadOfItems(perSeed) * factor
  const own = cell.n > 1 && spread > 0 ? meanEstimate(value, spread / Math.sqrt(cell.n), cell.n) : undefined
  const measured = overSeeds ?? own
  if (measured === undefined) return null
  const isReportedErrorKnown = spread > 0 && reported.n > 1
  return {
    measured,
    reported: isReportedErrorKnown
      ? meanEstimate(reported.value, spread / Math.sqrt(reported.n), reported.n)
      : { value: reported.value, low: reported.value, high: reported.value, standardError: 0 },
    ...{ shares: null, seeds, isReportedErrorKnown },
  }
}

/** Whether it is no mean over items, as a rate that a fit predicts: their number says nothing of its error. */
function isPlain({ standardError, interval, n }: NamedMeasurement): boolean {
  return n > 1 && standardError === null && interval === null
}

/**
 * How many times its binomial variance a measured share's own variance is, at least 1: items in clusters, or strata that
 * count more than others, tell less than as many single ones (Kish 1965; Korn & Graubard 1998 for the interval).
 */
function designEffect({ value, standardError, n }: NamedMeasurement, toShare: number): number {
  const share = value * toShare
  const binomial = (share * (1 - share)) / (n - 1)
  if (standardError === null || n < 2 || !(binomial > 0)) return 1
  const effect = (standardError * toShare) ** 2 / binomial
  // The binomial variance itself comes out a rounding off.
  return effect > 1 + 1e-9 ? effect : 1
}

/** Standard deviation of an item, in the measurement's unit; 0 where some seed does not tell it. */
function spreadOfItems(perSeed: readonly NamedMeasurement[]): number {
  const variances = perSeed.map(({ standardError, n }) => (standardError ?? 0) ** 2 * n)
  if (variances.some((variance) => !(variance > 0))) return 0
  return Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0) / variances.length)
}
