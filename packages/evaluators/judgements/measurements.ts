import type { Interval, Measurement, Unit } from '@retable/core'
import { clusteredMean, normalInterval, wilsonInterval } from '@retable/stats'

/** A share of independent judgements with Wilson's 95 % interval. */
export function shareOf(name: string, values: readonly boolean[]): Measurement {
  const numbers = values.map(Number)
  const { mean, standardError, n } = clusteredMean(numbers, ownClusters(numbers))
  const interval: Interval | null =
    n === 0 ? null : { ...wilsonInterval(mean, n), level: 0.95, method: 'wilson' }
  return { name, value: mean, standardError, n, unit: 'fraction', interval }
}

/**
 * A mean over items with its normal 95 % interval; a fraction's stays within 0 and 1, and is never empty.
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
  const interval = intervalOf(mean, standardError, independent, unit)
  return { name, value: mean, standardError, n, unit, interval }
}

function intervalOf(
  mean: number,
  standardError: number | null,
  clusters: number,
  unit: Unit,
): Interval | null {
  if (standardError === null) return null
  const { low, high } = normalInterval(mean, standardError)
  if (unit !== 'fraction') return { low, high, level: 0.95, method: 'normal' }
  // Items that all agree show no spread, but leave room for others.
  if (standardError === 0) return { ...wilsonInterval(mean, clusters), level: 0.95, method: 'wilson' }
  return { low: Math.max(0, low), high: Math.min(1, high), level: 0.95, method: 'normal' }
}

/** A plain count. */
export function countOf(name: string, value: number): Measurement {
  return { name, value, standardError: null, n: value, unit: 'count', interval: null }
}

function ownClusters(values: readonly number[]): string[] {
  return values.map((_, i) => String(i))
}
