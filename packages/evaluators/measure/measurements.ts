import type { Interval, Measurement, Unit } from '@retable/core'
import { clusteredMean } from '@retable/stats'
import { interval, measurement, normal, wilson } from './measurement.ts'

/** The most that a value of a unit can be, where it has such. */
const most: Partial<Record<Unit, number>> = { fraction: 1, percent: 100 }

/** A share of independent judgements with Wilson's 95 % interval. */
export function shareOf(name: string, values: readonly boolean[]): Measurement {
  const numbers = values.map(Number)
  const { mean, standardError, n } = clusteredMean(numbers, ownClusters(numbers))
  return measurement(name, mean, {
    n,
    unit: 'fraction',
    standardError,
    interval: n === 0 ? null : wilson(mean, n),
  })
}

/**
 * A mean over items with its 95 % interval, see {@link meanInterval}.
 *
 * @param clusters - the cluster of each value, where values share one; else every value stands for itself
 */
export function meanMeasurement(
  name: string,
  values: readonly number[],
  unit: Unit,
  clusters: readonly string[] = ownClusters(values),
): Measurement {
  const { mean, standardError, n, clusters: independent } = clusteredMean(values, clusters)
  const interval = meanInterval({ mean, standardError, independent, unit, isFlat: isFlat(values) })
  return measurement(name, mean, { n, unit, standardError, interval })
}

/** What the interval of a mean is made of. */
export interface MeanParts {
  /** With `standardError` in the unit. */
  readonly mean: number
  readonly standardError: number | null
  /** Number of independent values: clusters, where values share one. */
  readonly independent: number
  readonly unit: Unit
  /** Whether all values are the same. */
  readonly isFlat: boolean
}

/**
 * The normal 95 % interval of a mean; a share's stays within 0 and 1. Values that are all the same show no spread, but
 * leave room for others: a share then has Wilson's interval, and what is no share has none. Whether they are is seen by
 * the values, as sums of them need not come out even.
 */
export function meanInterval({ mean, standardError, independent, unit, isFlat }: MeanParts): Interval | null {
  if (standardError === null) return null
  const top = most[unit]
  if (isFlat) {
    if (top === undefined) return null
    const { low, high } = wilson(Math.min(1, Math.max(0, mean / top)), independent)
    return interval('wilson', { low: low * top, high: high * top })
  }
  const whole = normal(mean, standardError)
  if (top === undefined) return whole
  return { ...whole, low: Math.max(0, whole.low), high: Math.min(top, whole.high) }
}

/** Whether all values are the same; not whether the standard error is 0, as a sum of thirds is no exact multiple of a third. */
export function isFlat(values: readonly number[]): boolean {
  return values.every((value) => value === values[0])
}

/** A plain count. */
export function countOf(name: string, value: number): Measurement {
  return measurement(name, value, { n: value, unit: 'count' })
}

function ownClusters(values: readonly number[]): string[] {
  return values.map((_, i) => String(i))
}
