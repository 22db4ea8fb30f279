/** Rows of a logistic regression without an intercept. */
export interface LogisticRows {
  /** Row-major: the features of row i are `features[i * width]` to `features[i * width + width - 1]`. */
  readonly features: Float64Array
  readonly width: number
  /** Wanted probability of each row, in [0, 1]; a label in between counts as both classes, in shares. */
  readonly targets: Float64Array
  /** Weight of each row, at least 0. */
  readonly weights: Float64Array
}

/** Rows made ready to be evaluated often: sums that their loss needs anywhere. */
export interface SummedRows extends LogisticRows {
  /** Sum over rows of weight · target · x, for each feature. */
  readonly towards1: Float64Array
  /** Sum over rows of weight · (1 − target) · x. */
  readonly towards0: Float64Array
  /** Sum over rows of weight · |x|: what rounding of a gradient is measured by. */
  readonly reach: Float64Array
  readonly totalWeight: number
  /** Rows that count as class 1, and as class 0; those of a soft label count as both, those without weight as neither. */
  readonly classes: { readonly positive: number; readonly negative: number }
  /** Room for a number a row; what it holds lasts to the next evaluation. */
  readonly odds: Float64Array
}
