import {
  groupKFold,
  liblinearL1,
  logisticCv,
  logisticL1,
  logisticProblem,
  logSpace,
  type LogisticProblem,
  type LogisticRows,
} from '@retable/stats/logistic'
import type { Annotation } from '../annotations.ts'
import { codePoints } from '../../../measure/code-points.ts'
import type { GamedBaselines } from './gamed-baselines.ts'
import { meanAndError } from '../win-rate.ts'

/** What decides whether one output is preferred; alpaca_eval's `length_controlled_v1`. */
export interface LengthModel {
  readonly length: number
  readonly difficulty: number
  readonly model: number
}

/** Options of {@link fitLengthModel}. */
export interface LengthModelOptions {
  /** Inverse regularisation; chosen by cross-validation if left out. */
  readonly c?: number
  /** `liblinear` stops where alpaca_eval's solver does; `exact` goes to the optimum. */
  readonly solver?: 'liblinear' | 'exact'
}

/** A fit of the model, and the C that it was made with. */
export interface LengthFit {
  readonly model: LengthModel
  readonly c: number
  /** Whether the solver ended by its own rule in every fit; liblinear that did not only warns, and so does scikit-learn. */
  readonly converged: boolean
  /** Every C that could have been chosen, with how it did in cross-validation; empty where C was given. */
  readonly candidates: readonly Candidate[]
  /** The model of the same rows at another C. */
  readonly at: (c: number) => LengthModel
}

/** One C of those that cross-validation chooses from. */
export interface Candidate {
  readonly c: number
  /** By how much its mean score is below the best one's, in standard errors of that difference over the folds. */
  readonly behind: number
}

/** Weight of the pairs of the two gamed baselines, 0.2 over two. */
const gamedWeight = 0.1
/** The ten C's that cross-validation chooses from. */
export const grid: readonly number[] = logSpace(-4, 4, 10)

/**
 * Fits P(model preferred) = sigmoid(a · tanh(length difference) + b · difficulty + m) with the model's pairs and those
 * of the gamed baselines (for which there is no m). Pairs without a preference are left out of the fit, but not of the
 * spread that lengths are divided by.
 *
 * Dubois et al. 2024, section 3, as alpaca_eval's `get_length_controlled_winrate` computes it: L1 penalty, C of ten
 * chosen by 5-fold cross-validation, difficulties by position in the file.
 *
 * @param annotations - all rows of the file
 * @throws Error if there are more rows than instructions with a known difficulty, or if the exact fit does not converge
 */
export function fitLengthModel(
  annotations: readonly Annotation[],
  gamed: GamedBaselines,
  { c, solver = 'liblinear' }: LengthModelOptions = {},
): LengthFit {
  const rows = trainingRows(annotations, gamed)
  const solve = solver === 'exact' ? toOptimum : asLiblinear
  let problem: LogisticProblem | undefined
  const fitAt = (c: number) => solve((problem ??= logisticProblem(rows)), { c })
  const at = (c: number) => named(fitAt(c).coefficients)
  if (c !== undefined) {
    const { coefficients, converged } = fitAt(c)
    return { model: named(coefficients), c, converged, candidates: [], at }
  }
  const folds = groupKFold(rows.targets.length, 5)
  const { fit, c: chosen, converged, foldScores } = logisticCv(rows, { cs: grid, folds, solve })
  const best = foldScores[grid.indexOf(chosen)]!
  const candidates = grid.map((c, i) => ({ c, behind: standardErrorsBehind(best, foldScores[i]!) }))
  return { model: named(fit.coefficients), c: chosen, converged, candidates, at }
}

/** The mean difference of two C's scores over the standard error that it has over the folds. */
function standardErrorsBehind(best: Float64Array, other: Float64Array): number {
  const differences = Array.from(best, (score, fold) => score - other[fold]!)
  const { mean, standardError } = meanAndError(differences)
  return mean === 0 ? 0 : mean / standardError!
}

type At = { readonly c: number; readonly start?: ArrayLike<number> }

/** liblinear begins every fit at 0. */
function asLiblinear(problem: LogisticProblem, { c }: At) {
  return liblinearL1(problem, { c })
}

function toOptimum(problem: LogisticProblem, at: At) {
  const fit = logisticL1(problem, at)
  if (fit.converged) return fit
  throw new Error(`the length-controlled fit at C = ${at.c} misses its optimum by ${fit.violation}`)
}

/** Chances of a win at equal lengths, for every row, those without a preference too. */
export function chancesAtEqualLength(
  annotations: readonly Pick<Annotation, 'row'>[],
  { difficulties }: Pick<GamedBaselines, 'difficulties'>,
  { difficulty, model }: Omit<LengthModel, 'length'>,
): number[] {
  return annotations.map(
    ({ row }) => 1 / (1 + Math.exp(-(difficulty * difficultyOf(row, difficulties) + model))),
  )
}

function trainingRows(annotations: readonly Annotation[], gamed: GamedBaselines): LogisticRows {
  const differences = annotations.map(
    ({ baselineOutput, output }) => codePoints(baselineOutput) - codePoints(output),
  )
  const spread = standardDeviation(differences)
  const judged = annotations.flatMap(({ row, chance }, i) => {
    if (chance === null) return []
    // Equal lengths everywhere have no spread: then length says nothing.
    const length = spread > 0 ? Math.tanh(differences[i]! / spread) : 0
    return [{ length, difficulty: difficultyOf(row, gamed.difficulties), chance }]
  })
  const n = gamed.rows.length
  const all = [...gamed.rows, ...judged]
  const rows = {
    features: new Float64Array(all.length * 3),
    width: 3,
    targets: new Float64Array(all.length),
    weights: new Float64Array(all.length),
  }
  all.forEach(({ length, difficulty, chance }, i) => {
    rows.features[i * 3] = length
    rows.features[i * 3 + 1] = difficulty
    rows.features[i * 3 + 2] = i < n ? 0 : 1
    rows.targets[i] = chance
    rows.weights[i] = i < n ? gamedWeight : 1
  })
  return rows
}

function difficultyOf(row: number, difficulties: Float64Array): number {
  const difficulty = difficulties[row]
  if (difficulty !== undefined) return difficulty
  throw new Error(
    `the file has a row ${row + 1}, and AlpacaEval knows the difficulty of ${difficulties.length}`,
  )
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}

function named([length = 0, difficulty = 0, model = 0]: Float64Array): LengthModel {
  return { length, difficulty, model }
}
