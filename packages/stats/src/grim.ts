import { printedInterval } from './printed-interval.ts'

/**
 * The GRIM test (Brown and Heathers, "The GRIM Test", 2017), for a percentage: whether some count out of n, rounded to
 * the printed decimals, gives it. Both rules for ties are accepted.
 *
 * @param printed - in %, for instance `81.65`
 * @param n - number of items
 * @param step - what one item may add: 1, or 0.5 where a tie counts half
 */
export function isPossibleShare(printed: string, n: number, step = 1): boolean {
  const { low, high } = printedInterval(printed)
  const steps = (share: number) => (share / 100) * (n / step)
  // Binary arithmetic must make no share impossible.
  const slack = 1e-9 * Math.max(1, n / step)
  const first = Math.ceil(Math.max(0, steps(low)) - slack)
  return first <= Math.min(n / step, steps(high)) + slack
}
