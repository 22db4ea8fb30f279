import { expLimit, expNear } from './exp.ts'
import { derivativesOf } from './logistic-derivatives.ts'
import type { SummedRows } from './logistic-problem.ts'

/** Weighted logistic loss at some coefficients, with its first two derivatives. */
export interface LossAt {
  readonly loss: number
  readonly gradient: Float64Array
  /** Row-major, symmetric, `width` by `width`. */
  readonly hessian: Float64Array
}

/** Sum over rows of weight times −(y log p + (1 − y) log(1 − p)), p = 1 / (1 + exp(−x·w)), and its derivatives. */
export function logisticLoss(problem: SummedRows, coefficients: ArrayLike<number>): LossAt {
  const loss = lossOnly(problem, coefficients)
  return { loss, ...derivativesOf(problem) }
}

/**
 * The loss alone. As the loss of a row is (1 − y) x·w + log(1 + exp(−x·w)), and the first term's sum is linear in w,
 * only the logarithms are summed over rows. `odds` then holds exp(−x·w) of each row.
 */
export function lossOnly(rows: SummedRows, coefficients: ArrayLike<number>): number {
  let linear = 0
  for (let j = 0; j < rows.width; j += 1) linear += rows.towards0[j]! * coefficients[j]!
  if (rows.width !== 3) return linear + logsOfAny(rows, coefficients)
  const { features, weights, odds } = rows
  return linear + logsOfThree(features, weights, odds, coefficients)
}

/**
 * Writes the odds and sums weight · log(1 + odds). A run of rows of one weight shares a logarithm, of their product; of
 * odds too large for a number, what lies beyond the largest is its own logarithm.
 */
function logsOfAny({ features, width, weights, odds }: SummedRows, w: ArrayLike<number>): number {
  let [sum, runWeight, product] = [0, 0, 1]
  for (let i = 0, at = 0; i < odds.length; i += 1, at += width) {
    let z = 0
    for (let j = 0; j < width; j += 1) z += features[at + j]! * w[j]!
    const weight = weights[i]!
    if (z < -expLimit) sum += weight * (-expLimit - z)
    const odd = expNear(Math.max(-expLimit, Math.min(expLimit, -z)))
    odds[i] = odd
    const next = product * (1 + odd)
    if (weight === runWeight && next < 1e300) {
      product = next
    } else {
      sum += runWeight * Math.log(product)
      runWeight = weight
      product = 1 + odd
    }
  }
  return sum + runWeight * Math.log(product)
}

/** {@link logsOfAny} without its inner loop: length-controlled win rates evaluate three coefficients 400 times. */
function logsOfThree(
  features: Float64Array,
  weights: Float64Array,
  odds: Float64Array,
  w: ArrayLike<number>,
): number {
  const [wa, wb, wc] = [w[0]!, w[1]!, w[2]!]
  let [sum, runWeight, product] = [0, 0, 1]
  for (let i = 0, at = 0; i < odds.length; i += 1, at += 3) {
    const z = features[at]! * wa + features[at + 1]! * wb + features[at + 2]! * wc
    const weight = weights[i]!
    let odd = 0
    if (z > -expLimit && z < expLimit) {
      odd = expNear(-z)
    } else {
      odd = expNear(z < 0 ? expLimit : -expLimit)
      if (z < 0) sum += weight * (-expLimit - z)
    }
    odds[i] = odd
    const next = product * (1 + odd)
    if (weight === runWeight && next < 1e300) {
      product = next
    } else {
      sum += runWeight * Math.log(product)
      runWeight = weight
      product = 1 + odd
    }
  }
  return sum + runWeight * Math.log(product)
}
