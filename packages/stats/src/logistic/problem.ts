import { logisticLoss, type LossAt } from './loss.ts'
import type { LogisticRows, SummedRows } from './rows.ts'

/** A problem to be fitted, often and at any C. */
export interface LogisticProblem extends SummedRows {
  /** Where every fit without a start begins. */
  readonly atZero: LossAt
}

/**
 * @throws RangeError if there is no row or no feature, if lengths do not agree, or if a number is none, infinite or
 * outside its range
 */
export function logisticProblem(rows: LogisticRows): LogisticProblem {
  check(rows)
  return summed(rows)
}

/** The problem of some rows of another. */
export function problemOfRows(
  { features, width, targets, weights }: LogisticProblem,
  isWanted: (i: number) => boolean,
): LogisticProblem {
  const chosen: number[] = []
  for (let i = 0; i < targets.length; i += 1) if (isWanted(i)) chosen.push(i)
  const part = {
    features: new Float64Array(chosen.length * width),
    width,
    targets: new Float64Array(chosen.length),
    weights: new Float64Array(chosen.length),
  }
  for (let k = 0, at = 0; k < chosen.length; k += 1) {
    const i = chosen[k]!
    part.targets[k] = targets[i]!
    part.weights[k] = weights[i]!
    for (let j = 0; j < width; j += 1, at += 1) part.features[at] = features[i * width + j]!
  }
  return summed(part)
}

function check({ features, width, targets, weights }: LogisticRows): void {
  const n = targets.length
  if (n === 0 || !Number.isInteger(width) || width < 1)
    throw new RangeError('a logistic regression needs at least one row and one feature')
  if (features.length !== n * width || weights.length !== n)
    throw new RangeError(
      `${n} targets of ${width} features go with ${n * width} numbers and ${n} weights, not ${features.length} and ${weights.length}`,
    )
  for (let i = 0; i < n; i += 1) {
    const [target, weight] = [targets[i]!, weights[i]!]
    if (!(target >= 0 && target <= 1)) throw new RangeError(`row ${i}: the target ${target} is not in [0, 1]`)
    if (!(weight >= 0 && weight < Infinity))
      throw new RangeError(`row ${i}: the weight ${weight} is no number from 0`)
  }
  const at = features.findIndex((x) => !Number.isFinite(x))
  if (at >= 0) throw new RangeError(`row ${Math.floor(at / width)}: feature ${at % width} is ${features[at]}`)
}

function summed({ features, width, targets, weights }: LogisticRows): LogisticProblem {
  const n = targets.length
  const [towards1, towards0, reach] = [
    new Float64Array(width),
    new Float64Array(width),
    new Float64Array(width),
  ]
  let totalWeight = 0
  let [positive, negative] = [0, 0]
  for (let i = 0, at = 0; i < n; i += 1) {
    const weight = weights[i]!
    const to1 = weight * targets[i]!
    const to0 = weight * (1 - targets[i]!)
    totalWeight += weight
    if (to1 > 0) positive += 1
    if (to0 > 0) negative += 1
    for (let j = 0; j < width; j += 1, at += 1) {
      const x = features[at]!
      towards1[j]! += to1 * x
      towards0[j]! += to0 * x
      reach[j]! += weight * Math.abs(x)
    }
  }
  const sums = { towards1, towards0, reach, totalWeight, classes: { positive, negative } }
  const rows = { features, width, targets, weights, ...sums, odds: new Float64Array(n) }
  return { ...rows, atZero: logisticLoss(rows, new Float64Array(width)) }
}
