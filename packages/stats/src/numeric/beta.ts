import { logGamma } from './gamma.ts'

/**
 * Regularised incomplete beta function Iₓ(a, b), by its continued fraction (DLMF 8.17.22), evaluated from the front.
 *
 * @param y - 1 − x, given apart since the difference may have lost all digits
 */
export function regularizedBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  // The fraction converges fast on one side of the mean; the other side follows by symmetry.
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedBeta(y, x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log(y) - logBeta(a, b)) / a
  const tiny = 1e-300
  let [c, d, fraction] = [1, 0, 1]
  // About √max(a, b) terms are needed.
  const most = 500 + 20 * Math.sqrt(Math.max(a, b))
  for (let m = 0; m < most; m += 1) {
    const even = m === 0 ? 1 : (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let change = 1
    for (const term of m === 0 ? [odd] : [even, odd]) {
      d = 1 / (1 + term * d || tiny)
      c = 1 + term / c || tiny
      change = c * d
      fraction *= change
    }
    if (Math.abs(change - 1) < 1e-15) break
  }
  return front / fraction
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}
