import type { Interval95 } from '../interval.ts'
import type { Estimate } from './estimate.ts'

type Ends = Pick<Estimate, 'value' | 'low' | 'high'>

/**
 * 95 % interval of measured − reported: squares added over the two sides' own intervals (Newcombe 1998; Zou & Donner 2008,
 * Statistics in Medicine 27), and on either side half a unit of the last digit that the reported number is printed with.
 *
 * @param lastDigit - what one unit of it is worth: 0.1 for 51.8
 */
export function cellDifference(measured: Ends, reported: Ends, lastDigit: number): Interval95 {
  const difference = measured.value - reported.value
  const down = Math.hypot(measured.value - measured.low, reported.high - reported.value)
  const up = Math.hypot(measured.high - measured.value, reported.value - reported.low)
  return { low: difference - down - lastDigit / 2, high: difference + up + lastDigit / 2 }
}
