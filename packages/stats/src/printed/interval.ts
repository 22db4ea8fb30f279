import { harmonicMean } from '../harmonic-mean.ts'
import { decimalsOf } from './printed.ts'

/** The values that a printed number may stand for, both ends included: either rule for ties may have rounded it. */
export interface PrintedInterval {
  readonly low: number
  readonly high: number
}

/** Far below any printed digit: binary arithmetic must break no relation. */
const slack = 1e-9

/** v ± ½·10^-d for a number v that is printed with d decimals. */
export function printedInterval(printed: string): PrintedInterval {
  const half = 0.5 * 10 ** -decimalsOf(printed)
  return { low: Number(printed) - half, high: Number(printed) + half }
}

/** Whether a value can be in both. */
export function overlap(a: PrintedInterval, b: PrintedInterval): boolean {
  const allowed = slack * Math.max(1, Math.abs(a.low), Math.abs(b.low))
  return a.low <= b.high + allowed && b.low <= a.high + allowed
}

/**
 * What a weighted sum of printed numbers may be.
 *
 * @param weights - one a term; 1 each if left out
 */
export function sumOf(terms: readonly PrintedInterval[], weights?: readonly number[]): PrintedInterval {
  let [low, high] = [0, 0]
  for (const [i, term] of terms.entries()) {
    const weight = weights?.[i] ?? 1
    low += weight * (weight < 0 ? term.high : term.low)
    high += weight * (weight < 0 ? term.low : term.high)
  }
  return { low, high }
}

/** What the harmonic mean of two numbers may be; it rises with both. Both are taken as 0 or more. */
export function harmonicMeanOf(a: PrintedInterval, b: PrintedInterval): PrintedInterval {
  const shares = (x: number, y: number) => harmonicMean(Math.max(0, x), Math.max(0, y))
  return { low: shares(a.low, b.low), high: shares(a.high, b.high) }
}

/** Whether printed numbers can stand for values that rise strictly. */
export function canRise(values: readonly PrintedInterval[]): boolean {
  let floor = Number.NEGATIVE_INFINITY
  return values.every(({ low, high }) => {
    const rises = high > floor + slack
    floor = Math.max(floor, low)
    return rises
  })
}

/** Whether each step between printed numbers can be smaller than the one before, looked at three numbers at a time. */
export function canSlow(values: readonly PrintedInterval[]): boolean {
  return values.slice(2).every((last, i) => sumOf([last, values[i + 1]!, values[i]!], [1, -2, 1]).low < slack)
}

/**
 * Whether two printed numbers can be the same number. With the same decimals they have to be the same digits: that the
 * number lies exactly between the two, and was rounded up once and down once, is not believed.
 */
export function canBeSame(a: string, b: string): boolean {
  if (decimalsOf(a) === decimalsOf(b)) return Number(a) === Number(b)
  return overlap(printedInterval(a), printedInterval(b))
}
