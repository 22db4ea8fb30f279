import type { SummedRows } from './logistic-problem.ts'

/** First and second derivatives of a loss. */
export interface Derivatives {
  readonly gradient: Float64Array
  /** Row-major, symmetric, `width` by `width`. */
  readonly hessian: Float64Array
}

/** Derivatives of c times the logistic loss where `problem.odds` was last written. */
export function derivativesOf(problem: SummedRows, c: number): Derivatives {
  return problem.width === 3 ? ofThree(problem, c) : ofAny(problem, c)
}

function ofAny({ features, width, weights, odds, towards1 }: SummedRows, times: number): Derivatives {
  const [gradient, hessian] = [new Float64Array(width), new Float64Array(width * width)]
  for (let i = 0, at = 0; i < odds.length; i += 1, at += width) {
    const p = 1 / (1 + odds[i]!)
    const slope = weights[i]! * p
    // p · odds is at most 1, where odds · p · p would be 0 times infinity.
    const curve = slope * (p * odds[i]!)
    for (let j = 0; j < width; j += 1) {
      const x = features[at + j]!
      gradient[j]! += slope * x
      for (let k = 0; k < width; k += 1) hessian[j * width + k]! += curve * x * features[at + k]!
    }
  }
  for (let j = 0; j < width; j += 1) gradient[j] = times * (gradient[j]! - towards1[j]!)
  for (let k = 0; k < hessian.length; k += 1) hessian[k]! *= times
  return { gradient, hessian }
}

/** {@link ofAny} with its sums in registers. */
function ofThree({ features, weights, odds, towards1 }: SummedRows, times: number): Derivatives {
  let ga = 0
  let gb = 0
  let gc = 0
  let aa = 0
  let ab = 0
  let ac = 0
  let bb = 0
  let bc = 0
  let cc = 0
  for (let i = 0, at = 0; i < odds.length; i += 1, at += 3) {
    const a = features[at]!
    const b = features[at + 1]!
    const c = features[at + 2]!
    const odd = odds[i]!
    const p = 1 / (1 + odd)
    const slope = weights[i]! * p
    const curve = slope * (p * odd)
    ga += slope * a
    gb += slope * b
    gc += slope * c
    const ca = curve * a
    const cb = curve * b
    aa += ca * a
    ab += ca * b
    ac += ca * c
    bb += cb * b
    bc += cb * c
    cc += curve * c * c
  }
  const gradient = Float64Array.of(ga - towards1[0]!, gb - towards1[1]!, gc - towards1[2]!)
  const hessian = Float64Array.of(aa, ab, ac, ab, bb, bc, ac, bc, cc)
  for (let j = 0; j < 3; j += 1) gradient[j]! *= times
  for (let k = 0; k < 9; k += 1) hessian[k]! *= times
  return { gradient, hessian }
}
