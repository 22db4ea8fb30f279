import { solvePsd } from './pivoted-cholesky.ts'

/** A quadratic model around `at`, with the L1 term: slope · (u − at) + ½ (u − at) · curve (u − at) + ‖u‖₁. */
export interface L1Quadratic {
  readonly at: Float64Array
  readonly slope: Float64Array
  /** Row-major, symmetric, positive semidefinite. */
  readonly curve: Float64Array
  /** Size of the rounding in each entry of the slope. */
  readonly noise: Float64Array
}

/**
 * The u that minimises the model, by an active set (the feature-sign search of Lee, Battle, Raina and Ng 2006): the
 * coefficients that are not 0 go to the minimum of their smooth problem, or until one of them is 0; at a minimum, that 0
 * whose slope exceeds the penalty most is let in. Where the curve is flat, they go along the flat direction until one
 * is 0. Each round lowers the model, so that no set of signs comes twice.
 *
 * Where rounding leaves no curvature at all the model may have no minimum; then a point far down is returned.
 */
export function minimizeL1Quadratic(model: L1Quadratic): Float64Array {
  const u = Float64Array.from(model.at)
  const signs = u.map(Math.sign)
  const refused = new Set<number>()
  for (let round = 0; round < 100 * u.length; round += 1) {
    const { move, isRay } = direction(model, u, signs)
    const length = lengthToZero(u, signs, move, isRay ? Infinity : 1)
    if (length === Infinity) return far(u, move)
    if (length > 0) refused.clear()
    let met = false
    for (let j = 0; j < u.length; j += 1) {
      // A coefficient that meets 0 is 0, whatever rounding says.
      const meets = move[j]! * signs[j]! < 0 && -u[j]! / move[j]! <= length
      if (meets && u[j] === 0) refused.add(j)
      u[j] = meets ? 0 : u[j]! + length * move[j]!
      if (meets) signs[j] = 0
      met ||= meets
    }
    if (met || isRay) continue
    const slope = slopeAt(model, u)
    const entering = worstZero(slope, signs, model.noise, refused)
    if (entering === undefined) break
    signs[entering] = -Math.sign(slope[entering]!)
  }
  return u
}

/** To the minimum over the coefficients that are not 0, their signs held; or down a flat direction, which has no end. */
function direction(model: L1Quadratic, u: Float64Array, signs: Float64Array) {
  const width = u.length
  const active = [...u.keys()].filter((j) => signs[j] !== 0)
  const slope = slopeAt(model, u)
  const curve = active.flatMap((j) => active.map((k) => model.curve[j * width + k]!))
  const { x, flat } = solvePsd(
    Float64Array.from(curve),
    Float64Array.from(active, (j) => -slope[j]! - signs[j]!),
  )
  const falling = flat.filter(({ vector, pull }) => {
    const noise = vector.reduce((sum, value, s) => sum + Math.abs(value) * model.noise[active[s]!]!, 0)
    return Math.abs(pull) > noise
  })
  const move = new Float64Array(width)
  active.forEach((j, s) => {
    move[j] =
      falling.length === 0 ? x[s]! : falling.reduce((sum, { vector, pull }) => sum + pull * vector[s]!, 0)
  })
  return { move, isRay: falling.length > 0 }
}

/** How much of a move there is until some coefficient is 0; `whole` if none is before. */
function lengthToZero(u: Float64Array, signs: Float64Array, move: Float64Array, whole: number): number {
  let length = whole
  for (let j = 0; j < u.length; j += 1) {
    if (move[j]! * signs[j]! < 0) length = Math.min(length, -u[j]! / move[j]!)
  }
  return length
}

/** Twice as far from 0 as now, at least by 1. */
function far(u: Float64Array, move: Float64Array): Float64Array {
  const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const length = (1 + largest(u)) / largest(move)
  return u.map((value, j) => value + length * move[j]!)
}

function slopeAt({ at, slope, curve }: L1Quadratic, u: Float64Array): Float64Array {
  const width = u.length
  return slope.map((value, j) => {
    let total = value
    for (let k = 0; k < width; k += 1) total += curve[j * width + k]! * (u[k]! - at[k]!)
    return total
  })
}

function worstZero(
  slope: Float64Array,
  signs: Float64Array,
  noise: Float64Array,
  refused: ReadonlySet<number>,
): number | undefined {
  let [worst, most] = [undefined as number | undefined, 0]
  for (let j = 0; j < signs.length; j += 1) {
    const excess = Math.abs(slope[j]!) - 1 - noise[j]!
    if (signs[j] !== 0 || refused.has(j) || excess <= most) continue
    ;[worst, most] = [j, excess]
  }
  return worst
}
