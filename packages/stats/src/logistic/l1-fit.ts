import { minimizeL1Quadratic } from './l1-quadratic.ts'
import { logisticLoss, type LossAt } from './loss.ts'
import type { LogisticProblem } from './problem.ts'

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
  /** Whether the fit ended where its solver's own rule says, and not because it could not go on. */
  readonly converged: boolean
}

/** Options of {@link logisticL1}. */
export interface LogisticL1Options {
  /** Inverse strength of the regularisation, above 0. */
  readonly c: number
  /** Where to start, for instance the fit at a neighbouring C; zeros if left out, or if they are better. */
  readonly start?: ArrayLike<number>
  /** Largest violation of a fit that has converged, relative to 1 + C · sum of weights. */
  readonly tolerance?: number
}

/** Ten or so do; separable data at a large C, where each step goes one unit of log-odds further, take most. */
const iterations = 500

/**
 * The minimum of ‖w‖₁ + C · Σ weight · logistic loss, no intercept: proximal Newton steps (Lee, Sun and Saunders 2014),
 * each the exact minimum of the quadratic model with the L1 term, shortened until the objective falls enough. Few
 * features, many rows. Once the violation is small enough, steps go on for as long as each halves it.
 *
 * @throws RangeError if C is no number above 0
 */
export function logisticL1(problem: LogisticProblem, options: LogisticL1Options): LogisticFit {
  const { c, tolerance = 1e-9 } = options
  checkC(c)
  const zeros = pointWith(new Float64Array(problem.width), scaled(problem.atZero, c))
  const given = options.start && pointAt(problem, c, Float64Array.from(options.start))
  let here = given !== undefined && given.objective < zeros.objective ? given : zeros
  const limit = tolerance * (1 + c * problem.totalWeight)
  const noise = problem.reach.map((reach) => 1e-14 * (1 + c * reach))
  let [iteration, before] = [0, Infinity]
  while (iteration < iterations && (here.violation > limit || here.violation < before / 2)) {
    const next = step(problem, c, here, noise)
    if (next === undefined) break
    iteration += 1
    before = here.violation
    here = next
  }
  const { w: coefficients, objective, violation } = here
  return { coefficients, objective, violation, iterations: iteration, converged: violation <= limit }
}

/** @throws RangeError if C is no number above 0 */
export function checkC(c: number): void {
  if (!(c > 0 && c < Infinity)) throw new RangeError(`C is a number above 0, not ${c}`)
}

interface Point extends LossAt {
  readonly w: Float64Array
  readonly objective: number
  readonly violation: number
}

function pointAt(problem: LogisticProblem, c: number, w: Float64Array): Point {
  return pointWith(w, logisticLoss(problem, w, c))
}

function pointWith(w: Float64Array, at: LossAt): Point {
  return { ...at, w, objective: norm1(w) + at.loss, violation: violationAt(w, at.gradient) }
}

/** Undefined where no step leads further down. */
function step(problem: LogisticProblem, c: number, here: Point, noise: Float64Array): Point | undefined {
  const goal = minimizeL1Quadratic({ at: here.w, slope: here.gradient, curve: here.hessian, noise })
  const way = goal.map((value, j) => value - here.w[j]!)
  if (way.every((value) => value === 0)) return undefined
  const descent = dot(here.gradient, way) + norm1(goal) - norm1(here.w)
  // Where nearly every row is settled there is hardly any curvature, and the model's minimum is anywhere.
  const first = Math.min(1, (4 * (1 + norm1(here.w))) / norm1(way))
  for (let length = first; length > 1e-15 * first; length /= 2) {
    const tried = length === 1 ? goal : here.w.map((value, j) => value + length * way[j]!)
    const there = pointAt(problem, c, tried)
    // The objective is convex: one that still falls has fallen all the way. Near the end only the slope can tell.
    if (slopeBefore(here.w, there, way) <= 0) return there
    if (there.objective <= here.objective + 0.01 * length * descent + 1e-15 * here.objective) return there
  }
  return undefined
}

/** Slope of the objective along the way just before `there` is reached. */
function slopeBefore(from: Float64Array, there: Point, way: Float64Array): number {
  return way.reduce((sum, move, j) => {
    const sign = Math.sign(there.w[j]!) || Math.sign(from[j]!)
    return sum + move * (there.gradient[j]! + sign)
  }, 0)
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

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, value, j) => total + value * b[j]!, 0)
}
