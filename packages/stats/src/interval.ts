/** 97.5 % point of the standard normal distribution. */
const z95 = 1.959963984540054

/** A 95 % interval. */
export interface Interval95 {
  readonly low: number
  readonly high: number
}

/**
 * 95 % interval of a share, by Wilson's score method (Wilson 1927; no continuity correction).
 * Unlike the normal interval it stays inside [0, 1] and is not empty at 0 and 1.
 *
 * @param share - successes over n, in [0, 1]
 * @param n - number of independent trials, at least 1
 */
export function wilsonInterval(share: number, n: number): Interval95 {
  const z2 = z95 * z95
  const centre = share + z2 / (2 * n)
  const half = z95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))
  const scale = 1 + z2 / n
  // Rounding must not lift the ends off 0 and 1.
  const low = share === 0 ? 0 : Math.max(0, (centre - half) / scale)
  const high = share === 1 ? 1 : Math.min(1, (centre + half) / scale)
  return { low, high }
}

/** 95 % interval of a mean by the normal approximation: mean ± 1.96 standard errors. */
export function normalInterval(mean: number, standardError: number): Interval95 {
  return { low: mean - z95 * standardError, high: mean + z95 * standardError }
}
