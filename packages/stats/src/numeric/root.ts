/**
 * Where a continuous function that has one sign at `low` and the other at `high` is 0: bisection that takes inverse
 * quadratic steps where they can be trusted (Chandrupatla 1997, Advances in Engineering Software 28).
 *
 * @throws RangeError where both ends have one sign
 */
export function rootOf(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [high, low]
  let [fa, fb] = [f(a), f(b)]
  if (fa === 0 || fb === 0) return fa === 0 ? a : b
  if (!(fa < 0 !== fb < 0)) throw new RangeError(`no change of sign between ${low} and ${high}`)
  let t = 0.5
  for (let i = 0; i < 200; i += 1) {
    const x = a + t * (b - a)
    const fx = f(x)
    let [c, fc] = [b, fb]
    if (fx < 0 === fa < 0) [c, fc] = [a, fa]
    else [b, fb] = [a, fa]
    ;[a, fa] = [x, fx]
    const [best, fBest] = Math.abs(fa) < Math.abs(fb) ? [a, fa] : [b, fb]
    const tolerance = 4 * Number.EPSILON * Math.abs(best) + 1e-300
    const least = tolerance / Math.abs(b - a)
    if (least > 0.5 || fBest === 0) return best
    const xi = (a - b) / (c - b)
    const phi = (fa - fb) / (fc - fb)
    const isTrusted = phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi
    t = isTrusted
      ? (fa / (fb - fa)) * (fc / (fb - fc)) + (((c - a) / (b - a)) * (fa / (fc - fa)) * fb) / (fc - fb)
      : 0.5
    t = Math.min(1 - least, Math.max(least, t))
  }
  return a
}
