import { studentQuantile } from '../numeric/student-t.ts'
import { clopperPearson } from './clopper-pearson.ts'

/** One side of a cell: its value with its own 95 % interval and standard error, all in the cell's unit. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly standardError: number
}

/**
 * A share of n independent items.
 *
 * @param share - in [0, 1]
 * @param scale - the cell's unit: 100 for per cent
 * @throws RangeError for a share beyond [0, 1]
 */
export function shareEstimate(share: number, n: number, scale = 1): Estimate {
  const { low, high } = clopperPearson(share * n, n)
  const standardError = Math.sqrt((share * (1 - share)) / n)
  return { value: share * scale, low: low * scale, high: high * scale, standardError: standardError * scale }
}

/**
 * A mean with its standard error: Student's interval on n − 1 degrees of freedom. Below two units, or without any
 * spread, nothing is known of the error, and the interval has no ends.
 *
 * @param n - units behind it, items or seeds
 */
export function meanEstimate(value: number, standardError: number, n: number): Estimate {
  if (n < 2 || standardError === 0) return { value, low: -Infinity, high: Infinity, standardError }
  const half = studentQuantile(0.05, n - 1) * standardError
  return { value, low: value - half, high: value + half, standardError }
}
