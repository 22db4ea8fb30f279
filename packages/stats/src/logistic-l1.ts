import { logisticLoss, type LogisticRows, type LossAt } from './logistic-loss.ts'

/** A fitted L1-regularised logistic regression. */
export interface LogisticFit {
  readonly coefficients: Float64Array
  /** ‖w‖₁ + C · weighted loss. */
  readonly objective: number
  /**
   * By how much the optimality conditions are missed: the largest distance, over the coefficients, of the objective's
   * subgradient from 0.
   */
  readonly violation: number
  readonly iterations: number
}

/** Options of {@link logisticL1}. */
export interface LogisticL1Options {
  /** Inverse strength of the regularisation. */
  readonly c: number
  /** Where to start, for instance the fit at a neighbouring C; zeros if left out. */
  readonly start?: ArrayLike<number>
  /** Largest violation at which the fit ends, relative to 1 + C · sum of weights. */
  readonly tolerance?: number
}

const sweeps = 10_000
/** A few do, but for features that are nearly multiples of each other, along which the objective is nearly flat. */
const iterations = 5000

/**
 * The minimum of ‖w‖₁ + C · Σ weight · logistic loss, no intercept: proximal Newton steps (Lee, Sun and Saunders 2014),
 * each the exact minimum of the quadratic model with the L1 term, shortened until the objective falls enough. Few
 * features, many rows.
 */
export function logisticL1(rows: LogisticRows, options: LogisticL1Options): LogisticFit {
  const { c, tolerance = 1e-13 } = options
  let w: Float64Array = options.start ? Float64Array.from(options.start) : new Float64Array(rows.width)
  let at = scaled(logisticLoss(rows, w), c)
  let objective = norm1(w) + at.loss
  const limit = tolerance * (1 + c * rows.weights.reduce((sum, weight) => sum + weight, 0))
  let violation = violationAt(w, at.gradient)
  let iteration = 0
  for (; iteration < iterations && violation > limit; iteration += 1) {
    const step = quadraticStep(w, at)
    const descent = dot(at.gradient, step) + norm1(sum(w, step, 1)) - norm1(w)
    let found = false
    for (let length = 1; length > 1e-10; length /= 2) {
      const tried = sum(w, step, length)
      const there = scaled(logisticLoss(rows, tried), c)
      const reached = norm1(tried) + there.loss
      if (reached > objective + 0.01 * length * descent + 1e-15 * Math.abs(objective)) continue
      found = norm1(sum(tried, w, -1)) > 0
      ;[w, at, objective] = [tried, there, reached]
      break
    }
    violation = violationAt(w, at.gradient)
    if (!found) break
  }
  return { coefficients: w, objective, violation, iterations: iteration }
}

/** Distance of the subgradient from 0; for w_j = 0 it is any number within 1 of the gradient. */
export function violationAt(w: Float64Array, gradient: Float64Array): number {
  let largest = 0
  for (let j = 0; j < w.length; j += 1) {
    const missed = w[j] === 0 ? Math.abs(gradient[j]!) - 1 : Math.abs(gradient[j]! + Math.sign(w[j]!))
    largest = Math.max(largest, missed)
  }
  return largest
}

/** C times the loss and its derivatives. */
export function scaled({ loss, gradient, hessian }: LossAt, c: number): LossAt {
  return { loss: c * loss, gradient: gradient.map((g) => c * g), hessian: hessian.map((h) => c * h) }
}

export function norm1(values: Float64Array): number {
  let total = 0
  for (const value of values) total += Math.abs(value)
  return total
}

/** The step d that minimises gradient·d + ½ d·H d + ‖w + d‖₁, by coordinate descent. */
function quadraticStep(w: Float64Array, { gradient, hessian }: LossAt): Float64Array {
  const width = w.length
  const step = new Float64Array(width)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    let largest = 0
    for (let j = 0; j < width; j += 1) {
      // A feature that is 0 in every row has no curvature; this keeps its coefficient at 0.
      const curve = hessian[j * width + j]! + 1e-12
      let slope = gradient[j]!
      for (let k = 0; k < width; k += 1) slope += hessian[j * width + k]! * step[k]!
      const goal = curve * (w[j]! + step[j]!) - slope
      const value = (Math.sign(goal) * Math.max(Math.abs(goal) - 1, 0)) / curve
      const move = value - w[j]! - step[j]!
      step[j] = value - w[j]!
      largest = Math.max(largest, Math.abs(move) / (1 + Math.abs(value)))
    }
    if (largest < 1e-15) break
  }
  return step
}

function sum(a: Float64Array, b: Float64Array, factor: number): Float64Array {
  return a.map((value, j) => value + factor * b[j]!)
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, value, j) => total + value * b[j]!, 0)
}
