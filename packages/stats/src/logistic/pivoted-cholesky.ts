/** A solution of H x = b where H has one, and what of b lies outside what H can reach. */
export interface PsdSolution {
  readonly x: Float64Array
  /**
   * The vectors that H takes to 0, one for each feature that depends on others: `vector` with a 1 at that feature.
   * Along it H x = b asks for `pull` = vector · b to be 0.
   */
  readonly flat: readonly { readonly vector: Float64Array; readonly pull: number }[]
}

/** A pivot that has lost this share of its diagonal entry is rounding. */
const rounding = 1e-14

/** A diagonal entry below it is none: solutions would not fit a number. */
const tiny = 1e-200

/**
 * Solves with a symmetric positive semidefinite matrix by a Cholesky factor with complete pivoting, after scaling to a
 * unit diagonal so that the size of a feature decides nothing. Features that depend on others stay 0 in the solution.
 *
 * @param h - row-major, `b.length` squared
 */
export function solvePsd(h: Float64Array, b: Float64Array): PsdSolution {
  const n = b.length
  const scale = Float64Array.from(b, (_, j) => (h[j * n + j]! > tiny ? 1 / Math.sqrt(h[j * n + j]!) : 1))
  const order = Array.from({ length: n }, (_, j) => j)
  // Columns of the factor, by feature; `left` is what the diagonal still holds.
  const factor = new Float64Array(n * n)
  const left = Float64Array.from(b, (_, j) => (h[j * n + j]! > tiny ? 1 : 0))
  let rank = 0
  for (; rank < n; rank += 1) {
    let best = rank
    for (let s = rank + 1; s < n; s += 1) if (left[order[s]!]! > left[order[best]!]!) best = s
    const pivot = order[best]!
    if (!(left[pivot]! > rounding)) break
    ;[order[best], order[rank]] = [order[rank]!, pivot]
    const root = Math.sqrt(left[pivot]!)
    factor[pivot * n + rank] = root
    for (const j of order.slice(rank + 1)) {
      let entry = h[j * n + pivot]! * scale[j]! * scale[pivot]!
      for (let k = 0; k < rank; k += 1) entry -= factor[j * n + k]! * factor[pivot * n + k]!
      factor[j * n + rank] = entry / root
      left[j]! -= (entry / root) ** 2
    }
  }
  const kept = order.slice(0, rank)
  const scaled = forwards(factor, kept, (j) => b[j]! * scale[j]!, n)
  const x = backwards(factor, kept, scaled, n)
  for (const j of kept) x[j]! *= scale[j]!
  const flat = order.slice(rank).map((dependent) => {
    // The dependent feature is, in units of the scaling, the combination of the kept ones with these coefficients.
    const row = Float64Array.from({ length: rank }, (_, k) => factor[dependent * n + k]!)
    const combination = backwards(factor, kept, row, n)
    const vector = Float64Array.from(combination, (value, j) => (-value * scale[j]!) / scale[dependent]!)
    vector[dependent] = 1
    return { vector, pull: vector.reduce((sum, value, j) => sum + value * b[j]!, 0) }
  })
  return { x, flat }
}

/** y of L y = b over the kept features, in their order. */
function forwards(factor: Float64Array, kept: readonly number[], b: (j: number) => number, n: number) {
  const y = new Float64Array(kept.length)
  kept.forEach((j, s) => {
    let value = b(j)
    for (let k = 0; k < s; k += 1) value -= factor[j * n + k]! * y[k]!
    y[s] = value / factor[j * n + s]!
  })
  return y
}

/** x of Lᵀ x = y, by feature; 0 for those that are not kept. */
function backwards(factor: Float64Array, kept: readonly number[], y: Float64Array, n: number): Float64Array {
  const x = new Float64Array(n)
  for (let s = kept.length - 1; s >= 0; s -= 1) {
    let value = y[s]!
    for (let t = s + 1; t < kept.length; t += 1) value -= factor[kept[t]! * n + s]! * x[kept[t]!]!
    x[kept[s]!] = value / factor[kept[s]! * n + s]!
  }
  return x
}
