import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minimizeL1Quadratic } from './l1-quadratic.ts'

const real = fc.double({ min: -3, max: 3, noNaN: true })

/** A curve XᵀX of few rows, so that some are singular, and a slope that X reaches, so that there is a minimum. */
const models = fc.integer({ min: 1, max: 4 }).chain((width) => {
  const vector = fc.array(real, { minLength: width, maxLength: width })
  return fc
    .record({
      rows: fc.array(fc.tuple(vector, real), { minLength: 1, maxLength: 6 }),
      at: fc.array(fc.oneof(fc.constant(0), real), { minLength: width, maxLength: width }),
    })
    .map(({ rows, at }) => ({
      at: Float64Array.from(at),
      slope: Float64Array.from(at, (_, j) => 5 * rows.reduce((sum, [x, pull]) => sum + x[j]! * pull, 0)),
      curve: Float64Array.from({ length: width * width }, (_, cell) => {
        const [j, k] = [Math.floor(cell / width), cell % width]
        return rows.reduce((sum, [x]) => sum + x[j]! * x[k]!, 0)
      }),
      noise: new Float64Array(width).fill(1e-12),
    }))
})
type Model = Parameters<typeof minimizeL1Quadratic>[0]

function slopeAt({ at, slope, curve }: Model, u: Float64Array): Float64Array {
  return slope.map((value, j) =>
    u.reduce((sum, x, k) => sum + curve[j * u.length + k]! * (x - at[k]!), value),
  )
}

test('the minimum meets the optimality conditions, whatever the rank', () => {
  fc.assert(
    fc.property(models, (model) => {
      const u = minimizeL1Quadratic(model)
      slopeAt(model, u).forEach((slope, j) => {
        if (u[j] === 0) expect(Math.abs(slope)).toBeLessThanOrEqual(1 + 1e-8)
        else expect(slope).toBeCloseTo(-Math.sign(u[j]!), 7)
      })
    }),
    { numRuns: 500 },
  )
})

test('one coefficient: the soft threshold', () => {
  const one = (slope: number, curve: number) =>
    minimizeL1Quadratic({
      at: Float64Array.of(0),
      slope: Float64Array.of(slope),
      curve: Float64Array.of(curve),
      noise: Float64Array.of(1e-15),
    })[0]
  expect(one(-3, 2)).toBeCloseTo(1, 12)
  expect(one(3, 2)).toBeCloseTo(-1, 12)
  expect(one(0.9, 2)).toBe(0)
  // No curvature and a slope above the penalty: no minimum, and a step down.
  expect(one(-3, 0)).toBe(1)
})

test('of equal features at different slopes the better one is kept', () => {
  const curve = Float64Array.of(1, 1, 1, 1)
  const noise = new Float64Array(2).fill(1e-15)
  const slope = Float64Array.of(-2, -2)
  const u = minimizeL1Quadratic({ at: Float64Array.of(5, -5), slope, curve, noise })
  expect([...u]).toEqual([1, 0])
})
