import { regularizedBeta } from './beta.ts'

/**
 * Two-sided p-value of Student's t: the chance of a statistic at least this far from 0.
 *
 * @param degrees - degrees of freedom, above 0
 */
export function studentTwoSided(t: number, degrees: number): number {
  const total = degrees + t * t
  return regularizedBeta(degrees / total, (t * t) / total, degrees / 2, 0.5)
}

/** The t whose two-sided p-value is `p`, by bisection. */
export function studentQuantile(p: number, degrees: number): number {
  let [low, high] = [0, 1]
  while (studentTwoSided(high, degrees) > p) high *= 2
  for (let i = 0; i < 100 && high - low > 1e-12 * high; i += 1) {
    const middle = (low + high) / 2
    if (studentTwoSided(middle, degrees) > p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
