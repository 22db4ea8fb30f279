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

/** ln Γ(x) by Stirling's series, after moving x up to where it is accurate to double precision. */
export function logGamma(x: number): number {
  let shift = 0
  while (x < 12) {
    shift += Math.log(x)
    x += 1
  }
  const inverse = 1 / (x * x)
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / x
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift
}
