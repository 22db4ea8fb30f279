import type { LogisticFit } from './logistic-l1.ts'
import { lossOnly, type LogisticRows } from './logistic-loss.ts'

/** How the problem at one C is solved; `start` is the fit at the C before it. */
export type LogisticSolver = (
  rows: LogisticRows,
  options: { readonly c: number; readonly start?: ArrayLike<number> },
) => LogisticFit

/** Options of {@link logisticCv}. */
export interface LogisticCvOptions {
  /** Candidates, in the order in which a tie is won by the first. */
  readonly cs: readonly number[]
  /** Fold of each row, from 0. */
  readonly folds: Uint8Array
  readonly solve: LogisticSolver
}

/** The C that predicts held-out rows best, and the fit to all rows with it. */
export interface LogisticCv {
  readonly c: number
  /** Mean over folds of each C's score. */
  readonly scores: readonly number[]
  readonly fit: LogisticFit
}

/** n numbers from 10^first to 10^last, evenly spaced on a logarithmic scale. */
export function logSpace(first: number, last: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => 10 ** (first + (i * (last - first)) / (n - 1)))
}

/**
 * Chooses C by cross-validation. The score of a fold is −(weighted loss of its rows) / (number of its rows), as
 * scikit-learn's `LogisticRegressionCV` gets it from a scorer that multiplies each row's loss by its weight; the first
 * C with the highest mean over folds is fitted to all rows.
 */
export function logisticCv(rows: LogisticRows, { cs, folds, solve }: LogisticCvOptions): LogisticCv {
  const count = folds.reduce((most, fold) => Math.max(most, fold + 1), 0)
  const totals = cs.map(() => 0)
  for (let fold = 0; fold < count; fold += 1) {
    const kept = rowsWhere(rows, (i) => folds[i] !== fold)
    const heldOut = rowsWhere(rows, (i) => folds[i] === fold)
    let start: Float64Array | undefined
    cs.forEach((c, at) => {
      const { coefficients } = solve(kept, { c, ...(start && { start }) })
      start = coefficients
      totals[at]! -= lossOnly(heldOut, coefficients) / heldOut.targets.length
    })
  }
  const scores = totals.map((total) => total / count)
  const c = cs[scores.indexOf(Math.max(...scores))]!
  return { c, scores, fit: solve(rows, { c }) }
}

function rowsWhere(rows: LogisticRows, wanted: (i: number) => boolean): LogisticRows {
  const { features, width, targets, weights } = rows
  const chosen = {
    features: new Float64Array(features.length),
    targets: new Float64Array(targets.length),
    weights: new Float64Array(weights.length),
  }
  let n = 0
  for (let i = 0; i < targets.length; i += 1) {
    if (!wanted(i)) continue
    for (let j = 0; j < width; j += 1) chosen.features[n * width + j] = features[i * width + j]!
    chosen.targets[n] = targets[i]!
    chosen.weights[n] = weights[i]!
    n += 1
  }
  return {
    features: chosen.features.subarray(0, n * width),
    width,
    targets: chosen.targets.subarray(0, n),
    weights: chosen.weights.subarray(0, n),
  }
}
