import { shuffle, sweep, type VisitingOrder } from './coordinate-sweep.ts'
import { checkC, norm1, scaled, violationAt, type LogisticFit } from './l1-fit.ts'
import { logisticLoss, type LossAt } from './loss.ts'
import type { LogisticProblem } from './problem.ts'
import { MersenneTwister } from '../numeric/mersenne-twister.ts'

/** Options of {@link liblinearL1}, named as scikit-learn names them. */
export interface LiblinearOptions {
  readonly c: number
  readonly tol?: number
  readonly maxIter?: number
  /**
   * What scikit-learn hands liblinear as seed: the first `randint(2^31 − 1)` of NumPy's `RandomState(random_state)`;
   * 843828734 for `random_state=123`.
   */
  readonly seed?: number
}

/**
 * The same problem as {@link logisticL1}, but where liblinear 2.30 in scikit-learn stops (solver `liblinear`, penalty
 * l1, no intercept): newGLMNET (Yuan, Ho and Lin 2012, "An Improved GLMNET for L1-regularized Logistic Regression",
 * algorithm 3) leaves each quadratic model early and ends while the violation is still a share `tol` of the first.
 * For numbers that others published with it; its result depends on the order in which it visits coefficients.
 *
 * @throws RangeError if C is no number above 0
 */
export function liblinearL1(problem: LogisticProblem, options: LiblinearOptions): LogisticFit {
  const { c, tol = 1e-4, maxIter = 100, seed = 843828734 } = options
  checkC(c)
  const { copies, tolerance } = stopping(problem.classes, tol)
  const search: Search = {
    w: new Float64Array(problem.width),
    order: Array.from({ length: problem.width }, (_, j) => j),
    below: boundedIntegers(seed),
    innerTolerance: 1,
    firstViolation: 0,
    oldLargest: Infinity,
    copies,
  }
  let at = scaled(problem.atZero, c)
  let [iteration, converged] = [0, false]
  for (; iteration < maxIter; iteration += 1) {
    const { order, w } = search
    const { working, largest, total } = sweep(order, w.length, search.oldLargest / copies, {
      value: (j) => search.w[j]!,
      slope: (j) => at.gradient[j]!,
    })
    if (iteration === 0) search.firstViolation = total
    converged = total <= tolerance * search.firstViolation
    if (converged) break
    const { target, sweeps } = quadraticModel(search, at, working)
    const reached = lineSearch(problem, c, w, target, at)
    if (reached) [search.w, at] = [reached.w, reached.at]
    if (sweeps === 1) search.innerTolerance *= 0.25
    search.oldLargest = largest
  }
  const { w } = search
  return {
    coefficients: w,
    objective: norm1(w) + at.loss,
    violation: violationAt(w, at.gradient),
    iterations: iteration,
    converged,
  }
}

interface Search {
  w: Float64Array
  readonly order: VisitingOrder
  readonly below: (bound: number) => number
  innerTolerance: number
  firstViolation: number
  oldLargest: number
  readonly copies: number
}

/** Curvature that liblinear adds so that no feature is without. */
const nu = 1e-12

/** scikit-learn users give a soft label as two weighted rows; liblinear counts those of weight above 0. */
function stopping({ positive, negative }: LogisticProblem['classes'], tol: number) {
  const copies = positive + negative
  return { copies, tolerance: (tol * Math.max(Math.min(positive, negative), 1)) / copies }
}

/** Coordinate descent on the quadratic model, in an order drawn anew for every sweep, until it is good enough. */
function quadraticModel(search: Search, at: LossAt, active: number) {
  const { w, order, below, copies } = search
  const target = Float64Array.from(w)
  const visited = {
    value: (j: number) => target[j]!,
    slope: (j: number) => modelSlope(j, target, w, at),
    move: (j: number, slope: number) => {
      const curve = at.hessian[j * w.length + j]! + nu
      const step = coordinateStep(target[j]!, slope, curve)
      if (Math.abs(step) >= 1e-12) target[j]! += Math.min(Math.max(step, -10), 10)
    },
  }
  let [sweeps, working, oldLargest] = [0, active, Infinity]
  while (sweeps < 1000) {
    shuffle(order, working, below)
    const swept = sweep(order, working, oldLargest / copies, visited)
    working = swept.working
    sweeps += 1
    if (swept.total > search.innerTolerance * search.firstViolation) {
      oldLargest = swept.largest
    } else if (working === active) {
      break
    } else {
      ;[working, oldLargest] = [active, Infinity]
    }
  }
  return { target, sweeps }
}

function modelSlope(j: number, target: Float64Array, w: Float64Array, at: LossAt): number {
  let slope = at.gradient[j]! + (target[j]! - w[j]!) * nu
  for (let k = 0; k < w.length; k += 1) slope += at.hessian[j * w.length + k]! * (target[k]! - w[k]!)
  return slope
}

function coordinateStep(value: number, slope: number, curve: number): number {
  if (slope + 1 < curve * value) return -(slope + 1) / curve
  if (slope - 1 > curve * value) return -(slope - 1) / curve
  return -value
}

/** Halves the way to `target` until the objective falls enough; undefined after 20 trials. */
function lineSearch(
  problem: LogisticProblem,
  c: number,
  w: Float64Array,
  target: Float64Array,
  at: LossAt,
): { readonly w: Float64Array; readonly at: LossAt } | undefined {
  let delta = norm1(target) - norm1(w)
  for (let j = 0; j < w.length; j += 1) delta += at.gradient[j]! * (target[j]! - w[j]!)
  let tried = target
  for (let trial = 0; trial < 20; trial += 1) {
    const there = logisticLoss(problem, tried, c)
    const rise = norm1(tried) - norm1(w) + there.loss - at.loss
    if (rise <= 0.01 * delta) return { w: tried, at: there }
    tried = tried.map((value, j) => (value + w[j]!) / 2)
    delta /= 2
  }
  return undefined
}

/** Whole numbers from 0 below a bound (at most 2^21), as scikit-learn's copy of liblinear draws them (Lemire's method). */
function boundedIntegers(seed: number): (bound: number) => number {
  const generator = new MersenneTwister(seed)
  return (bound) => {
    const rejected = 2 ** 32 % bound
    for (;;) {
      const product = generator.uint32() * bound
      if (product % 2 ** 32 >= rejected) return Math.floor(product / 2 ** 32)
    }
  }
}
