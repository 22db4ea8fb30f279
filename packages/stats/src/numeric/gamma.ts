import { logGamma } from './log-gamma.ts'

/**
 * Upper regularised incomplete gamma function Q(a, x): by the series of its complement (DLMF 8.7.1) below a + 1, else by its
 * continued fraction (DLMF 8.9.2).
 *
 * @param a - above 0
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  if (x === Infinity) return 0
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let [term, sum] = [1 / a, 1 / a]
    for (let k = 1; term > 1e-17 * sum; k += 1) {
      term *= x / (a + k)
      sum += term
    }
    return 1 - front * sum
  }
  // From the front, by Lentz.
  const tiny = 1e-300
  let b = x + 1 - a
  let [c, d] = [1 / tiny, 1 / b]
  let fraction = d
  for (let k = 1; k < 10_000; k += 1) {
    const term = -k * (k - a)
    b += 2
    d = 1 / (term * d + b || tiny)
    c = b + term / c || tiny
    fraction *= c * d
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return front * fraction
}

/** How likely a χ² variable is to be above x. */
export function chiSquaredAbove(x: number, degrees: number): number {
  return upperGamma(degrees / 2, x / 2)
}

/** How likely a standard normal variable is to be above z. */
export function normalAbove(z: number): number {
  const half = upperGamma(0.5, (z * z) / 2) / 2
  return z > 0 ? half : 1 - half
}
