import { areEqual } from './numeric/spread.ts'

/** A mean with the standard error that sampling of its items leaves. */
export interface Mean {
  readonly mean: number
  /** Sample standard deviation (n − 1) over √n; null below two values. */
  readonly standardError: number | null
  readonly n: number
}

/**
 * Mean of per-item values and its standard error. The sum is plain, so that a share of n items is exactly the
 * nearest double to right / n, as other programs print it.
 *
 * @param values - one number per item; an empty list has mean NaN
 */
export function meanOf(values: readonly number[]): Mean {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  if (n < 2) return { mean, standardError: null, n }
  // The mean of equal values may be rounded away from them.
  if (areEqual(values)) return { mean, standardError: 0, n }
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, standardError: Math.sqrt(squares / (n - 1)) / Math.sqrt(n), n }
}
