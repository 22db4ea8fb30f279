/** Factors of independent standard exponential variables; equal ones once, with their number. */
export interface Factors {
  readonly values: Float64Array
  readonly counts: Float64Array
}

/** Groups equal numbers. */
export function factorsOf(numbers: readonly number[]): Factors {
  const groups = new Map<number, number>()
  for (const number of numbers) groups.set(number, (groups.get(number) ?? 0) + 1)
  return { values: Float64Array.from(groups.keys()), counts: Float64Array.from(groups.values()) }
}

/**
 * P(Σ aᵢ Eᵢ ≤ 0) for independent standard exponential variables Eᵢ: the inversion integral (Imhof 1961, Biometrika 48),
 * taken along the line through the saddle point of its integrand (Helstrom 1983, IEEE Transactions on Aerospace and
 * Electronic Systems 19), where nothing cancels, so that small results keep their digits.
 *
 * @param shift - aᵢ is the i-th factor less this
 */
export function exponentialSumBelow(factors: Factors, shift = 0): number {
  const scale = Math.sqrt(
    factors.values.reduce((sum, v, i) => sum + factors.counts[i]! * (v - shift) ** 2, 0),
  )
  if (scale === 0) return 1
  const a = factors.values.map((value) => withoutDust((value - shift) / scale))
  const { counts } = factors
  const [least, most] = ends(a)
  if (least >= 0) return 0
  if (most <= 0) return 1
  const mean = a.reduce((sum, value, i) => sum + counts[i]! * value, 0)
  // The side that is the less likely one is computed.
  return mean > 0 ? tail(a, counts, 1 / least, 0) : 1 - tail(a, counts, 0, 1 / most)
}

/** Least and greatest, of a list of any length. */
function ends(values: Float64Array): readonly [number, number] {
  return values.reduce(([least, most], x) => [Math.min(least, x), Math.max(most, x)], [Infinity, -Infinity])
}

/** A pole beyond 10^14 is as good as none. */
function withoutDust(factor: number): number {
  return Math.abs(factor) < 1e-14 ? 0 : factor
}

/** 1/π ∫₀^∞ |Re M(s)/s| along s = c + iu, with M(s) = Π (1 − aᵢ s)^−1 and c between the ends. */
function tail(a: Float64Array, counts: Float64Array, low: number, high: number): number {
  const c = saddle(a, counts, low, high)
  // Around c each factor is 1 − i rᵢ u, and so is s with r = −1/c.
  const ratios = a.map((value) => value / (1 - value * c))
  let log = -Math.log(Math.abs(c))
  let curvature = 1 / (c * c)
  for (let i = 0; i < a.length; i += 1) {
    log -= counts[i]! * Math.log1p(-a[i]! * c)
    curvature += counts[i]! * ratios[i]! ** 2
  }
  const width = 1 / Math.sqrt(curvature)
  const integrand = (t: number): number => {
    const u = width * Math.sinh(t)
    let [re, im] = [1, -u / c]
    for (let i = 0; i < ratios.length; i += 1) {
      const x = ratios[i]! * u
      const count = counts[i]!
      // (1 + ix)^count
      const size = count === 1 ? 1 : Math.exp((count / 2) * Math.log1p(x * x))
      const angle = count === 1 ? 0 : count * Math.atan(x)
      const [x0, x1] = count === 1 ? [1, x] : [size * Math.cos(angle), size * Math.sin(angle)]
      ;[re, im] = [re * x0 - im * x1, re * x1 + im * x0]
      // No factor is below 1: what is this small stays so.
      if (Math.abs(re) + Math.abs(im) > 1e100) return 0
    }
    return (re / (re * re + im * im)) * Math.cosh(t)
  }
  return Math.min(1, (Math.exp(log) * width * halfLine(integrand)) / Math.PI)
}

/** ∫₀^∞ of an even function that dies away, by the trapezoid rule with ever smaller steps. */
function halfLine(f: (t: number) => number): number {
  let end = 1
  while (Math.abs(f(end)) > 1e-17 && end < 60) end += 1
  let step = 0.5
  let sum = f(0) / 2
  for (let t = step; t <= end; t += step) sum += f(t)
  let last = sum * step
  for (let i = 0; i < 8; i += 1) {
    for (let t = step / 2; t <= end; t += step) sum += f(t)
    step /= 2
    const next = sum * step
    // Each halving squares the error: two that agree so far have a result that is right to rounding.
    if (Math.abs(next - last) <= 1e-10 * Math.abs(next)) return next
    last = next
  }
  return last
}

/** Where M(s)/|s| is least between two of its poles: its logarithm is convex, so its slope rises from −∞ to ∞. */
function saddle(a: Float64Array, counts: Float64Array, low: number, high: number): number {
  let s = (low + high) / 2
  for (let i = 0; i < 100; i += 1) {
    let [slope, curvature] = [-1 / s, 1 / (s * s)]
    for (let j = 0; j < a.length; j += 1) {
      const ratio = a[j]! / (1 - a[j]! * s)
      slope += counts[j]! * ratio
      curvature += counts[j]! * ratio * ratio
    }
    if (slope > 0) high = s
    else low = s
    const newton = s - slope / curvature
    const next = newton > low && newton < high ? newton : (low + high) / 2
    // Any line near it will do.
    if (Math.abs(next - s) * Math.sqrt(curvature) < 1e-3) return next
    s = next
  }
  return s
}
