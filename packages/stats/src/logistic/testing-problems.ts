import fc from 'fast-check'
import { logisticProblem, type LogisticProblem } from './problem.ts'

/** A row with its soft label. */
export interface Row {
  readonly x: readonly number[]
  readonly target: number
  readonly weight: number
}

/** Numbers within bounds, both included. */
export const real = (min: number, max: number) => fc.double({ min, max, noNaN: true })

/** Two or four features (the general sums), or three (the sums in registers). */
export const problems = fc.constantFrom(2, 3, 4).chain((width) =>
  fc.record({
    rows: fc.array(
      fc.record({
        x: fc.array(real(-3, 3), { minLength: width, maxLength: width }),
        target: real(0, 1),
        weight: fc.constantFrom(0, 0.1, 1, 2),
      }),
      { minLength: 3, maxLength: 40 },
    ),
    c: fc.constantFrom(1e-3, 0.1, 1, 30),
  }),
)

/** The rows as a problem. */
export function problemOf(rows: readonly Row[]): LogisticProblem {
  return logisticProblem({
    features: Float64Array.from(rows.flatMap(({ x }) => x)),
    width: rows[0]!.x.length,
    targets: Float64Array.from(rows, ({ target }) => target),
    weights: Float64Array.from(rows, ({ weight }) => weight),
  })
}

/** The objective written out, with nothing shared with the solver. */
export function objective(rows: readonly Row[], c: number, w: ArrayLike<number>): number {
  let total = Array.from(w).reduce((sum, value) => sum + Math.abs(value), 0)
  for (const { x, target, weight } of rows) {
    const z = x.reduce((sum, value, j) => sum + value * w[j]!, 0)
    total += c * weight * (target * Math.log1p(Math.exp(-z)) + (1 - target) * Math.log1p(Math.exp(z)))
  }
  return total
}
