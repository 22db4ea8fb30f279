import { expNear } from '../numeric/exp.ts'
import { derivativesOf } from './derivatives.ts'
import type { SummedRows } from './rows.ts'

/** Weighted logistic loss at some coefficients, with its first two derivatives. */
export interface LossAt {
  readonly loss: number
  readonly gradient: Float64Array
  /** Row-major, symmetric, `width` by `width`. */
  readonly hessian: Float64Array
}

/** c times the sum over rows of weight · −(y log p + (1 − y) log(1 − p)), p = 1 / (1 + exp(−x·w)), and its derivatives. */
export function logisticLoss(problem: SummedRows, coefficients: ArrayLike<number>, c = 1): LossAt {
  const loss = c * lossOnly(problem, coefficients)
  return { loss, ...derivativesOf(problem, c) }
}

/**
 * The loss alone. As the loss of a row is (1 − y) x·w + log(1 + exp(−x·w)), and the first term's sum is linear in w,
 * only the logarithms are summed over rows. `odds` then holds exp(−x·w) of each row.
 *
 * Three plain loops, here and in the derivatives, are faster than one that has to keep everything in registers.
 */
export function lossOnly(rows: SummedRows, coefficients: ArrayLike<number>): number {
  let linear = 0
  for (let j = 0; j < rows.width; j += 1) linear += rows.towards0[j]! * coefficients[j]!
  const farthest = rows.width === 3 ? oddsOfThree(rows, coefficients) : oddsOfAny(rows, coefficients)
  const beyond = farthest > limit ? oddsBeyond(rows, coefficients) : 0
  return linear + sumOfLogs(rows) + beyond
}

/** Odds up to e^340 can be multiplied by each other; beyond it, log(1 + exp(z)) is z to the last digit. */
const limit = 340

/** Writes the odds of each row, for {@link oddsBeyond} to mend beyond the limit, and gives the largest |x·w|. */
function oddsOfAny({ features, width, odds }: SummedRows, w: ArrayLike<number>): number {
  let farthest = 0
  for (let i = 0, at = 0; i < odds.length; i += 1, at += width) {
    const z = dot(features, at, w, width)
    farthest = Math.max(farthest, Math.abs(z))
    odds[i] = expNear(-z)
  }
  return farthest
}

/** {@link oddsOfAny} without an inner loop: a length-controlled win rate takes 400 evaluations with three coefficients. */
function oddsOfThree({ features, odds }: SummedRows, w: ArrayLike<number>): number {
  const [wa, wb, wc] = [w[0]!, w[1]!, w[2]!]
  let farthest = 0
  for (let i = 0, at = 0; i < odds.length; i += 1, at += 3) {
    const z = features[at]! * wa + features[at + 1]! * wb + features[at + 2]! * wc
    farthest = Math.max(farthest, Math.abs(z))
    odds[i] = expNear(-z)
  }
  return farthest
}

/** Writes the odds of rows beyond the limit as those at it, and gives what their loss is more than that. */
function oddsBeyond({ features, width, weights, odds }: SummedRows, w: ArrayLike<number>): number {
  let more = 0
  for (let i = 0, at = 0; i < odds.length; i += 1, at += width) {
    const z = dot(features, at, w, width)
    if (Math.abs(z) <= limit) continue
    odds[i] = expNear(z < 0 ? limit : -limit)
    if (z < 0) more += weights[i]! * (-limit - z)
  }
  return more
}

/** Sum of weight · log(1 + odds). A run of rows of one weight shares a logarithm, of their product. */
function sumOfLogs({ weights, odds }: SummedRows): number {
  let sum = 0
  for (let i = 0; i < odds.length;) {
    const weight = weights[i]!
    let product = 1
    for (; i < odds.length && weights[i] === weight && product < 1e150; i += 1) product *= 1 + odds[i]!
    sum += weight * Math.log(product)
  }
  return sum
}

function dot(features: Float64Array, at: number, w: ArrayLike<number>, width: number): number {
  let sum = 0
  for (let j = 0; j < width; j += 1) sum += features[at + j]! * w[j]!
  return sum
}
