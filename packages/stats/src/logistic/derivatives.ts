import type { SummedRows } from './rows.ts'

/** First and second derivatives of a loss. */
export interface Derivatives {
  readonly gradient: Float64Array
  /** Row-major, symmetric, `width` by `width`. */
  readonly hessian: Float64Array
}

/** Derivatives of c times the logistic loss where `problem.odds` was last written. */
export function derivativesOf(problem: SummedRows, c: number): Derivatives {
  const { width, towards1 } = problem
  const [gradient, hessian] = [new Float64Array(width), new Float64Array(width * width)]
  const sum = width === 3 ? sumThree : sumAny
  for (let from = 0; from < problem.odds.length; from += block) sum(problem, from, gradient, hessian)
  for (let j = 0; j < width; j += 1) gradient[j] = c * (gradient[j]! - towards1[j]!)
  for (let k = 0; k < hessian.length; k += 1) hessian[k]! *= c
  return { gradient, hessian }
}

/**
 * Rows that are summed in one go. V8 compiles a long loop while it runs, and takes that back at the loop's end where it
 * has not seen yet what follows: with all rows in one loop it did so in each of hundreds of evaluations.
 */
const block = 256

/** Adds up weight · p · x and weight · p (1 − p) · x xᵀ of a block of rows. */
function sumAny(
  { features, width, weights, odds }: SummedRows,
  from: number,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const end = Math.min(from + block, odds.length)
  for (let i = from, at = from * width; i < end; i += 1, at += width) {
    const p = 1 / (1 + odds[i]!)
    const slope = weights[i]! * p
    // p (1 − p), as 1 − p is p · odds.
    const curve = slope * (p * odds[i]!)
    for (let j = 0; j < width; j += 1) {
      const x = features[at + j]!
      gradient[j]! += slope * x
      for (let k = 0; k < width; k += 1) hessian[j * width + k]! += curve * x * features[at + k]!
    }
  }
}

/** {@link sumAny} with its sums in registers. */
function sumThree(
  { features, weights, odds }: SummedRows,
  from: number,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const end = Math.min(from + block, odds.length)
  let ga = 0
  let gb = 0
  let gc = 0
  let aa = 0
  let ab = 0
  let ac = 0
  let bb = 0
  let bc = 0
  let cc = 0
  for (let i = from, at = from * 3; i < end; i += 1, at += 3) {
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
  gradient[0]! += ga
  gradient[1]! += gb
  gradient[2]! += gc
  hessian[0]! += aa
  hessian[1]! += ab
  hessian[2]! += ac
  hessian[3]! += ab
  hessian[4]! += bb
  hessian[5]! += bc
  hessian[6]! += ac
  hessian[7]! += bc
  hessian[8]! += cc
}
