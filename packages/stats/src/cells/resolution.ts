import { rootOf } from '../numeric/root.ts'
import { cellDifference } from './cell-difference.ts'
import { shareEstimate, type Estimate } from './estimate.ts'

/** A cell that holds a share. */
export interface ShareResolutionOptions {
  /** Items behind the measurement. */
  readonly n: number
  /** The reported share, in [0, 1]. */
  readonly reported: number
  /** Items behind it. */
  readonly reportedN: number
  /** What one unit of the reported number's last digit is worth, in the cell's unit: 0.1 for 51.8. */
  readonly lastDigit: number
  /** The cell's unit: 100 for per cent. */
  readonly scale?: number
}

/** Standard errors by which the interval has to clear 0; a little above the normal 80 % point, 0.84, since shares are steps. */
const clearance = 0.92

/**
 * The least true difference that would be called a deviation with 80 % power, in the cell's unit: where the interval of
 * the difference, taken at reported ± x, clears 0 by 0.92 standard errors, in the direction that takes more. A direction in
 * which no share clears it does not count; Infinity where that is both.
 */
export function shareResolution(options: ShareResolutionOptions): number {
  const { n, reported, reportedN, lastDigit, scale = 1 } = options
  const known = shareEstimate(reported, reportedN, scale)
  const clears = (share: number, sign: 1 | -1) => {
    const measured = shareEstimate(share, n, scale)
    const { low, high } = cellDifference(measured, known, lastDigit)
    return (sign > 0 ? low : -high) - clearance * Math.hypot(measured.standardError, known.standardError)
  }
  const needed = ([1, -1] as const).map((sign) => {
    const end = sign > 0 ? 1 : 0
    if (clears(end, sign) < 0) return 0
    return scale * Math.abs(rootOf((share) => clears(share, sign), reported, end) - reported)
  })
  return Math.max(...needed) || Infinity
}

/**
 * The same for means, in the cell's unit: the half-widths of both intervals, squares added, 0.92 standard errors of the
 * difference and half a last digit. Approximate, as the intervals are; Infinity where one has no ends.
 */
export function meanResolution(measured: Estimate, reported: Estimate, lastDigit: number): number {
  const zero = {
    ...measured,
    value: 0,
    low: measured.low - measured.value,
    high: measured.high - measured.value,
  }
  const known = { value: 0, low: reported.low - reported.value, high: reported.high - reported.value }
  const { low, high } = cellDifference(zero, known, lastDigit)
  const error = Math.hypot(measured.standardError, reported.standardError)
  return Math.max(-low, high) + clearance * error
}
