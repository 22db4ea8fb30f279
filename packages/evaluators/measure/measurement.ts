import type { Interval, Measurement, Unit } from '@retable/core'
import { normalInterval, wilsonInterval, type Interval95 } from '@retable/stats'

/** What a measured number stands on. */
export interface MeasurementParts<U extends string = Unit> {
  /** Number of items behind the value. */
  readonly n: number
  readonly unit: U
  /** None if left out, and for a plain figure. */
  readonly standardError?: number | null
  readonly interval?: Interval | null
}

/** A measured number; every measurement is built here. */
export function measurement<U extends string>(
  name: string,
  value: number,
  { n, unit, standardError = null, interval = null }: MeasurementParts<U>,
): Omit<Measurement, 'unit'> & { readonly unit: U } {
  return { name, value, standardError, n, unit, interval }
}

/** Wilson's 95 % interval of a share of n. */
export function wilson(share: number, n: number): Interval {
  return interval('wilson', wilsonInterval(share, n))
}

/** The normal 95 % interval. */
export function normal(mean: number, standardError: number): Interval {
  return interval('normal', normalInterval(mean, standardError))
}

/** A 95 % interval by its ends. */
export function interval(method: Interval['method'], { low, high }: Interval95): Interval {
  return { low, high, level: 0.95, method }
}
