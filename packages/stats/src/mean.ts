/** A mean with the standard error that sampling of its items leaves. */
export interface Mean {
  readonly mean: number
  /** Sample standard deviation (n − 1) over √n; null below two values. */
  readonly standardError: number | null
  readonly n: number
}

/**
 * Mean of per-item values and its standard error, by Welford's one-pass update, so that a long
 * stream needs no second pass and no sum of squares that cancels.
 *
 * @param values - one number per item; an empty list has mean NaN
 */
export function meanOf(values: Iterable<number>): Mean {
  let n = 0
  let mean = 0
  let squares = 0
  for (const value of values) {
    n += 1
    const delta = value - mean
    mean += delta / n
    squares += delta * (value - mean)
  }
  if (n === 0) return { mean: Number.NaN, standardError: null, n }
  return { mean, standardError: n < 2 ? null : Math.sqrt(squares / (n - 1) / n), n }
}
