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

/** Weighted logistic loss at some coefficients, with its first two derivatives. */
export interface LossAt {
  readonly loss: number
  readonly gradient: Float64Array
  /** Row-major, symmetric, `width` by `width`. */
  readonly hessian: Float64Array
}

/** Sum over rows of weight times −(y log p + (1 − y) log(1 − p)), p = 1 / (1 + exp(−x·w)), and its derivatives. */
export function logisticLoss(rows: LogisticRows, coefficients: ArrayLike<number>): LossAt {
  return rows.width === 3 ? lossOfThree(rows, coefficients) : lossOfAny(rows, coefficients)
}

/** The loss alone. */
export function lossOnly(rows: LogisticRows, coefficients: ArrayLike<number>): number {
  const { features, width, targets, weights } = rows
  const logs = new LogSum()
  let linear = 0
  for (let i = 0, at = 0; i < targets.length; i += 1, at += width) {
    let z = 0
    for (let j = 0; j < width; j += 1) z += features[at + j]! * coefficients[j]!
    logs.add(weights[i]!, 1 + Math.exp(-Math.abs(z)))
    linear += weights[i]! * (Math.max(z, 0) - targets[i]! * z)
  }
  return linear + logs.total()
}

/** Sums weight · log(value) for values in [1, 2]: a run of rows of one weight shares logarithms. */
class LogSum {
  #sum = 0
  #weight = 0
  #product = 1

  add(weight: number, value: number): void {
    if (weight !== this.#weight || this.#product > 1e300) {
      this.#sum = this.total()
      this.#weight = weight
      this.#product = 1
    }
    this.#product *= value
  }

  total(): number {
    return this.#sum + this.#weight * Math.log(this.#product)
  }
}

function lossOfAny({ features, width, targets, weights }: LogisticRows, w: ArrayLike<number>): LossAt {
  const [gradient, hessian] = [new Float64Array(width), new Float64Array(width * width)]
  for (let i = 0, at = 0; i < targets.length; i += 1, at += width) {
    let z = 0
    for (let j = 0; j < width; j += 1) z += features[at + j]! * w[j]!
    // exp of a number below 0 only: it cannot overflow.
    const e = Math.exp(-Math.abs(z))
    const p = (z < 0 ? e : 1) / (1 + e)
    const weight = weights[i]!
    const [slope, curve] = [weight * (p - targets[i]!), (weight * e) / ((1 + e) * (1 + e))]
    for (let j = 0; j < width; j += 1) {
      const x = features[at + j]!
      gradient[j]! += slope * x
      for (let k = 0; k < width; k += 1) hessian[j * width + k]! += curve * x * features[at + k]!
    }
  }
  return { loss: lossOnly({ features, width, targets, weights }, w), gradient, hessian }
}

/** {@link lossOfAny} with its sums in registers: length-controlled win rates fit three coefficients, fifty times. */
function lossOfThree({ features, targets, weights }: LogisticRows, w: ArrayLike<number>): LossAt {
  const [wa, wb, wc] = [w[0]!, w[1]!, w[2]!]
  let linear = 0
  let logs = 0
  let product = 1
  let last = 0
  let ga = 0
  let gb = 0
  let gc = 0
  let aa = 0
  let ab = 0
  let ac = 0
  let bb = 0
  let bc = 0
  let cc = 0
  for (let i = 0, at = 0; i < targets.length; i += 1, at += 3) {
    const a = features[at]!
    const b = features[at + 1]!
    const c = features[at + 2]!
    const z = a * wa + b * wb + c * wc
    const e = Math.exp(-Math.abs(z))
    const inverse = 1 / (1 + e)
    const weight = weights[i]!
    const target = targets[i]!
    linear += weight * ((z < 0 ? 0 : z) - target * z)
    // As LogSum does; inlined, as this loop is what a length-controlled win rate waits for.
    if (weight !== last || product > 1e300) {
      logs += last * Math.log(product)
      last = weight
      product = 1
    }
    product *= 1 + e
    const slope = weight * ((z < 0 ? e * inverse : inverse) - target)
    const curve = weight * e * inverse * inverse
    ga += slope * a
    gb += slope * b
    gc += slope * c
    const ca = curve * a
    const cb = curve * b
    aa += ca * a
    ab += ca * b
    ac += ca * c
    bb += cb * b
    bc += cb * c
    cc += curve * c * c
  }
  return {
    loss: linear + logs + last * Math.log(product),
    gradient: Float64Array.of(ga, gb, gc),
    hessian: Float64Array.of(aa, ab, ac, ab, bb, bc, ac, bc, cc),
  }
}
