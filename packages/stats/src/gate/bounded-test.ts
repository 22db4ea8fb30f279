import { meanOf } from '../mean.ts'
import { worstValuePsOf } from '../paired/bounded-mean.ts'
import { intervalWithin, twoSided, type Bounds, type OneSidedPs } from '../paired/mean-test.ts'
import type { Units } from './paired-scores.ts'
import type { PairedTest } from './paired-test.ts'
import { surplusOfValues } from './surplus.ts'

/** Units with the range of an item's score. */
export interface BoundedOptions {
  readonly units: Units
  readonly items: number
  readonly range: Bounds
  readonly lacks: PairedTest['lacks']
}

/** Candidate − share · baseline, unit by unit, with the bounds that it has. */
function differences({ units, range: { least, most } }: BoundedOptions, share: number) {
  const values = units.candidate.map((score, i) => score - share * units.baseline[i]!)
  // A source smaller than the largest adds less, so that 0 lies within the bounds of sources.
  const [low, high] = [least - share * most, most - share * least]
  if (units.weight === 1) return { values, bounds: { least: low, most: high } }
  return {
    values,
    bounds: { least: units.weight * Math.min(0, low), most: units.weight * Math.max(0, high) },
  }
}

/** The worst-value test of candidate − baseline, in the scores' unit. */
export function boundedTest(options: BoundedOptions): PairedTest {
  const { values, bounds } = differences(options, 1)
  const psAt = options.lacks === null ? worstValuePsOf(values, bounds) : () => ({ above: 1, below: 1 })
  const width = options.range.most - options.range.least
  const inside = { least: -width, most: width }
  const wide = intervalWithin(psAt, inside, { side: 0.05 })
  return {
    effect: meanOf(values).mean,
    ...intervalWithin(psAt, inside),
    low90: wide.low,
    high90: wide.high,
    ...described(options),
    p: twoSided(psAt(0)),
    psAt: (margin) => verdictPs(psAt(-margin)),
    surplusAt: (margin) =>
      options.lacks === null ? surplusOfValues(values, { worst: bounds.least, at: -margin, width }) : null,
  }
}

/** The same as a share of the baseline's mean, for scores of 0 and more. */
export function boundedRatioTest(options: BoundedOptions): PairedTest {
  const { units, range, lacks } = options
  if (range.least < 0) {
    throw new RangeError(`scores from ${range.least} have no relative margin: it takes scores of 0 and more`)
  }
  const psAt = (ratio: number): OneSidedPs => {
    if (lacks !== null) return { above: 1, below: 1 }
    const { values, bounds } = differences(options, ratio)
    return worstValuePsOf(values, bounds)(0)
  }
  const interval = (side: number) => {
    const most = mostRatio((ratio) => psAt(ratio).below < side)
    const { low, high } = intervalWithin(psAt, { least: 0, most }, { side, middle: 1 })
    return { low: low - 1, high: high === unlikelyRatio ? Infinity : high - 1 }
  }
  const wide = interval(0.05)
  const width = range.most - range.least
  return {
    effect: meanOf(units.candidate).mean / meanOf(units.baseline).mean - 1,
    ...interval(0.025),
    low90: wide.low,
    high90: wide.high,
    ...described(options),
    p: twoSided(psAt(1)),
    psAt: (margin) => verdictPs(psAt(1 - margin)),
    surplusAt: (margin) => {
      if (lacks !== null) return null
      const { values, bounds } = differences(options, 1 - margin)
      return surplusOfValues(values, { worst: bounds.least, at: 0, width })
    },
  }
}

const unlikelyRatio = 2 ** 30

/** Above the ratio that is to be found, by doubling. */
function mostRatio(isBeyond: (ratio: number) => boolean): number {
  let ratio = 2
  while (ratio < unlikelyRatio && !isBeyond(ratio)) ratio *= 2
  return ratio
}

function described({ units, items, lacks }: BoundedOptions) {
  return { n: units.candidate.length, items, isApproximate: false, lacks }
}

export function verdictPs({ above, below }: OneSidedPs) {
  return { noWorse: above, regressed: below }
}
