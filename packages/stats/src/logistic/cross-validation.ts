import type { LogisticFit } from './l1-fit.ts'
import { lossOnly } from './loss.ts'
import { logisticProblem, problemOfRows, type LogisticProblem } from './problem.ts'
import type { LogisticRows } from './rows.ts'

/** How the problem at one C is solved; `start` is the fit at the C before it. */
export type LogisticSolver = (
  problem: LogisticProblem,
  options: { readonly c: number; readonly start?: ArrayLike<number> },
) => LogisticFit

/** Options of {@link logisticCv}. */
export interface LogisticCvOptions {
  /** Candidates, in the order in which a tie is won by the first. */
  readonly cs: readonly number[]
  /** Fold of each row, from 0. */
  readonly folds: ArrayLike<number>
  readonly solve: LogisticSolver
}

/** The C that predicts held-out rows best, and the fit to all rows with it. */
export interface LogisticCv {
  readonly c: number
  /** Mean over folds of each C's score. */
  readonly scores: readonly number[]
  /** Each C's score in each fold. */
  readonly foldScores: readonly Float64Array[]
  readonly fit: LogisticFit
  /** Whether every fit did, those of the folds too. */
  readonly converged: boolean
}

/** n numbers from 10^first to 10^last, evenly spaced on a logarithmic scale; a single one is 10^first. */
export function logSpace(first: number, last: number, n: number): number[] {
  if (n === 1) return [10 ** first]
  return Array.from({ length: n }, (_, i) => 10 ** (first + (i * (last - first)) / (n - 1)))
}

/**
 * Chooses C by cross-validation. The score of a fold is −(weighted loss of its rows) / (number of its rows), as
 * scikit-learn's `LogisticRegressionCV` gets it from a scorer that multiplies each row's loss by its weight; the first
 * C with the highest mean over folds is fitted to all rows.
 *
 * @throws RangeError if there are no candidates, if a row lacks its fold, or a fold its rows; and as `logisticProblem`
 */
export function logisticCv(rows: LogisticRows, { cs, folds, solve }: LogisticCvOptions): LogisticCv {
  const problem = logisticProblem(rows)
  const count = countFolds(folds, rows.targets.length)
  if (cs.length === 0) throw new RangeError('there is no C to choose')
  const totals = cs.map(() => 0)
  const foldScores = cs.map(() => new Float64Array(count))
  let converged = true
  for (let fold = 0; fold < count; fold += 1) {
    const kept = problemOfRows(problem, (i) => folds[i] !== fold)
    const heldOut = problemOfRows(problem, (i) => folds[i] === fold)
    let start: Float64Array | undefined
    cs.forEach((c, at) => {
      const fit = solve(kept, { c, ...(start && { start }) })
      start = fit.coefficients
      converged &&= fit.converged
      const loss = lossOnly(heldOut, fit.coefficients) / heldOut.targets.length
      foldScores[at]![fold] = -loss
      totals[at]! -= loss
    })
  }
  const scores = totals.map((total) => total / count)
  const c = cs[scores.indexOf(Math.max(...scores))]
  if (c === undefined) throw new RangeError(`no C has the best score of ${scores.join(', ')}`)
  const fit = solve(problem, { c })
  return { c, scores, foldScores, fit, converged: converged && fit.converged }
}

function countFolds(folds: ArrayLike<number>, rows: number): number {
  const used = new Set(Array.from(folds))
  const isWhole =
    folds.length === rows && used.size >= 2 && [...used.keys()].every((fold) => fold < used.size)
  if (isWhole && [...used].every((fold) => Number.isInteger(fold) && fold >= 0)) return used.size
  throw new RangeError(
    `every one of ${rows} rows needs its fold, from 0, and every fold a row; there are two or more`,
  )
}
