import fc from 'fast-check'
import { expect, test } from 'vitest'
import { liblinearL1 } from './liblinear-l1.ts'
import { logisticL1, violationAt } from './l1-fit.ts'
import { logisticLoss, lossOnly } from './loss.ts'
import { logisticProblem, type LogisticProblem } from './problem.ts'

interface Row {
  readonly x: readonly number[]
  readonly target: number
  readonly weight: number
}

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true })
/** Two or four features (the general sums), or three (the sums in registers). */
const problems = fc.constantFrom(2, 3, 4).chain((width) =>
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

function problemOf(rows: readonly Row[]): LogisticProblem {
  return logisticProblem({
    features: Float64Array.from(rows.flatMap(({ x }) => x)),
    width: rows[0]!.x.length,
    targets: Float64Array.from(rows, ({ target }) => target),
    weights: Float64Array.from(rows, ({ weight }) => weight),
  })
}

/** The objective written out, with nothing shared with the solver. */
function objective(rows: readonly Row[], c: number, w: ArrayLike<number>): number {
  let total = Array.from(w).reduce((sum, value) => sum + Math.abs(value), 0)
  for (const { x, target, weight } of rows) {
    const z = x.reduce((sum, value, j) => sum + value * w[j]!, 0)
    total += c * weight * (target * Math.log1p(Math.exp(-z)) + (1 - target) * Math.log1p(Math.exp(z)))
  }
  return total
}

test('the fit meets the optimality conditions of the L1 problem', () => {
  fc.assert(
    fc.property(problems, ({ rows, c }) => {
      const fit = logisticL1(problemOf(rows), { c })
      const scale = 1 + c * rows.reduce((sum, { weight }) => sum + weight, 0)
      expect(fit.violation).toBeLessThan(1e-9 * scale)
      expect(fit.objective).toBeCloseTo(objective(rows, c, fit.coefficients), 8)
    }),
  )
})

/** A column from others: nearly a multiple of the first, one itself, nothing, or of another size. */
const hardColumn = fc.oneof(
  fc.record({ kind: fc.constant('near'), factor: real(-2, 2), apart: fc.integer({ min: 1, max: 17 }) }),
  fc.record({ kind: fc.constant('same'), factor: fc.constantFrom(1, -1, 0.5), apart: fc.constant(0) }),
  fc.record({ kind: fc.constant('zero'), factor: fc.constant(0), apart: fc.constant(0) }),
  fc.record({ kind: fc.constant('size'), factor: fc.constantFrom(1e-4, 1e3), apart: fc.constant(0) }),
)
const hardProblems = fc.record({
  rows: fc.array(
    fc.record({
      x: fc.array(real(-3, 3), { minLength: 5, maxLength: 5 }),
      target: fc.oneof(fc.constantFrom(0, 1), real(0, 1)),
      weight: fc.constantFrom(0, 0.1, 1, 2),
    }),
    { minLength: 3, maxLength: 38 },
  ),
  columns: fc.array(hardColumn, { minLength: 1, maxLength: 3 }),
  isSeparable: fc.boolean(),
  c: fc.constantFrom(1e-3, 0.1, 1, 30, 1e4),
  start: fc.option(fc.array(real(-1000, 1000), { minLength: 4, maxLength: 4 }), { nil: undefined }),
})

test('columns that depend on others, nearly or wholly, and separable labels are fitted to 1e-9 in a few steps', () => {
  fc.assert(
    fc.property(hardProblems, ({ rows: drawn, columns, isSeparable, c, start: from }) => {
      const rows = drawn.map(({ x, target, weight }) => {
        const made = columns.map(({ kind, factor, apart }, j) =>
          kind === 'size' ? factor * x[j + 1]! : factor * x[0]! + (apart && 10 ** -apart * x[j + 1]!),
        )
        return { x: [x[0]!, ...made], target: isSeparable ? Number(x[0]! > 0) : target, weight }
      })
      const problem = problemOf(rows)
      const start = from?.slice(0, problem.width)
      const fit = logisticL1(problem, { c, ...(start && { start }) })
      expect(fit.violation).toBeLessThanOrEqual(1e-9 * (1 + c * problem.totalWeight))
      expect(fit.converged).toBe(true)
      expect(fit.iterations).toBeLessThan(60)
    }),
    { numRuns: 1000 },
  )
})

test('a feature of hardly any size beside others was followed for thousands of steps', () => {
  const rows = [
    { x: [0, 0, -1.2e-6, 0], target: 0, weight: 0.1 },
    { x: [3, 0, -3, 0], target: 0, weight: 1 },
    { x: [0, -3, 0, 0], target: 0, weight: 2 },
  ]
  const { violation, iterations } = logisticL1(problemOf(rows), { c: 30 })
  expect(violation).toBeLessThan(1e-9)
  expect(iterations).toBeLessThan(30)
})

test('a fit that misses its tolerance says so', () => {
  const problem = problemOf([
    { x: [1, 0.5, 2], target: 0.9, weight: 1 },
    { x: [-1, 0.5, 1], target: 0.2, weight: 1 },
    { x: [0.3, -2, 1], target: 0.5, weight: 2 },
  ])
  // No double is the optimum itself.
  const exactly = logisticL1(problem, { c: 5, tolerance: 0 })
  expect(exactly.violation).toBeGreaterThan(0)
  expect(exactly.converged).toBe(false)
  expect(logisticL1(problem, { c: 5 }).converged).toBe(true)
  expect(liblinearL1(problem, { c: 5, maxIter: 1 }).converged).toBe(false)
  expect(liblinearL1(problem, { c: 5 }).converged).toBe(true)
})

test('it has converged where its violation is within the tolerance, times 1 + C · sum of weights', () => {
  const problem = problemOf([
    { x: [1, 0.5, 2], target: 0.9, weight: 10 },
    { x: [-1, 0.5, 1], target: 0.2, weight: 10 },
    { x: [0.3, -2, 1], target: 0.5, weight: 20 },
  ])
  const scale = 1 + 5 * 40
  const best = logisticL1(problem, { c: 5, tolerance: 0 }).violation
  expect(best).toBeGreaterThan(0)
  for (const share of [0.01, 0.1, 1.01, 2, 10]) {
    const tolerance = (share * best) / scale
    const { converged, violation } = logisticL1(problem, { c: 5, tolerance })
    expect([converged, violation <= tolerance * scale]).toEqual([share > 1, share > 1])
  }
})

test('a step that would overshoot is shortened: closed form for one feature', () => {
  // At 15 hardly any curvature is left: a whole step ends far beyond, where the loss is larger.
  const problem = problemOf([{ x: [1], target: 0.999, weight: 1 }])
  const fit = logisticL1(problem, { c: 30, start: [15] })
  // 30 (p − .999) + 1 = 0.
  const p = 0.999 - 1 / 30
  expect(fit.coefficients[0]).toBeCloseTo(Math.log(p / (1 - p)), 9)
  expect(fit.iterations).toBeLessThan(20)
  // Whole steps go to and fro hundreds of times.
  const two = problemOf([
    { x: [0, -5], target: 0, weight: 10 },
    { x: [-3, -2], target: 0, weight: 100 },
    { x: [-3, -2], target: 1, weight: 1 },
  ])
  expect(logisticL1(two, { c: 10, start: [20, 5] }).iterations).toBeLessThan(30)
})

test('what is no problem is refused', () => {
  const rows = {
    features: Float64Array.of(1, 2),
    width: 1,
    targets: Float64Array.of(0, 1),
    weights: Float64Array.of(1, 1),
  }
  const none = new Float64Array(0)
  for (const wrong of [
    { ...rows, features: none, targets: none, weights: none },
    { ...rows, width: 0 },
    { ...rows, width: 2 },
    { ...rows, weights: Float64Array.of(1) },
    { ...rows, features: Float64Array.of(1, Number.NaN) },
    { ...rows, targets: Float64Array.of(0, 1.1) },
    { ...rows, targets: Float64Array.of(0, Number.NaN) },
    { ...rows, weights: Float64Array.of(1, -1) },
    { ...rows, weights: Float64Array.of(1, Infinity) },
  ]) {
    expect(() => logisticProblem(wrong)).toThrow(RangeError)
  }
  for (const c of [0, -1, Number.NaN, Infinity]) {
    expect(() => logisticL1(logisticProblem(rows), { c })).toThrow('C is a number above 0')
    expect(() => liblinearL1(logisticProblem(rows), { c })).toThrow('C is a number above 0')
  }
})

test('log-odds too large for an exponential are losses of their size', () => {
  const rows = [-3000, -800, 5, 900].map((x) => ({ x: [x], target: 0.25, weight: 2 }))
  const problem = problemOf(rows)
  expect(lossOnly(problem, [1])).toBeCloseTo(
    2 * (0.25 * 3000 + 0.25 * 800 + 0.75 * 5 + Math.log1p(Math.exp(-5)) + 0.75 * 900),
    9,
  )
  const { gradient, hessian } = logisticLoss(problem, [1])
  expect(gradient[0]).toBeCloseTo(2 * (0.25 * 3800 + (1 / (1 + Math.exp(-5)) - 0.25) * 5 + 0.75 * 900), 9)
  expect(hessian[0]).toBeCloseTo((50 * Math.exp(-5)) / (1 + Math.exp(-5)) ** 2, 9)
})

test('nothing near the fit is better, and nothing anywhere', () => {
  fc.assert(
    fc.property(problems, fc.array(real(-2, 2), { minLength: 4, maxLength: 4 }), ({ rows, c }, away) => {
      const { coefficients } = logisticL1(problemOf(rows), { c })
      const best = objective(rows, c, coefficients)
      for (const length of [1e-4, 1]) {
        const other = coefficients.map((value, j) => value + length * away[j]!)
        expect(best).toBeLessThanOrEqual(objective(rows, c, other) + 1e-9 * Math.abs(best))
      }
    }),
  )
})

test('the order of rows does not matter', () => {
  fc.assert(
    fc.property(problems, ({ rows, c }) => {
      const [forth, back] = [rows, rows.toReversed()].map((given) => logisticL1(problemOf(given), { c }))
      expect(objective(rows, c, forth!.coefficients)).toBeCloseTo(objective(rows, c, back!.coefficients), 8)
    }),
  )
})

test('a weight is a number of copies, and a soft label a share of both classes', () => {
  fc.assert(
    fc.property(problems, ({ rows, c }) => {
      const copies = rows.flatMap((row) => [
        { ...row, target: 1, weight: (row.weight * row.target) / 2 },
        { ...row, target: 1, weight: (row.weight * row.target) / 2 },
        { ...row, target: 0, weight: row.weight * (1 - row.target) },
      ])
      const [once, thrice] = [rows, copies].map((given) => logisticL1(problemOf(given), { c }))
      expect(once!.objective).toBeCloseTo(thrice!.objective, 8)
    }),
  )
})

test('the derivatives are those of the loss', () => {
  fc.assert(
    fc.property(problems, ({ rows }) => {
      const problem = problemOf(rows)
      const at = Float64Array.from({ length: problem.width }, (_, j) => 0.3 - 0.2 * j)
      const { loss, gradient, hessian } = logisticLoss(problem, at)
      expect(loss).toBeCloseTo(lossOnly(problem, at), 9)
      for (let j = 0; j < problem.width; j += 1) {
        const moved = (by: number) => at.map((value, k) => (k === j ? value + by : value))
        const slope = (lossOnly(problem, moved(1e-5)) - lossOnly(problem, moved(-1e-5))) / 2e-5
        expect(gradient[j]).toBeCloseTo(slope, 4)
        const change = logisticLoss(problem, moved(1e-5)).gradient
        const before = logisticLoss(problem, moved(-1e-5)).gradient
        for (let k = 0; k < problem.width; k += 1) {
          expect(hessian[j * problem.width + k]).toBeCloseTo((change[k]! - before[k]!) / 2e-5, 4)
        }
      }
    }),
    { numRuns: 30 },
  )
})

test('a strong penalty leaves nothing, a start elsewhere leads to the same place', () => {
  const rows = problemOf([
    { x: [1, 0.5, 2], target: 0.9, weight: 1 },
    { x: [-1, 0.5, 1], target: 0.2, weight: 1 },
    { x: [0.3, -2, 1], target: 0.5, weight: 2 },
  ])
  expect([...logisticL1(rows, { c: 1e-3 }).coefficients]).toEqual([0, 0, 0])
  const [zero, far] = [undefined, [5, -5, 5]].map((start) =>
    logisticL1(rows, { c: 5, ...(start && { start }) }),
  )
  far!.coefficients.forEach((value, j) => expect(value).toBeCloseTo(zero!.coefficients[j]!, 9))
})

test('where a whole step of liblinear’s would lead up it goes part of the way', () => {
  const problem = problemOf([
    { x: [-3, -3], target: 0, weight: 100 },
    { x: [3, 5], target: 0, weight: 1 },
  ])
  const [exact, early] = [
    logisticL1(problem, { c: 100 }),
    liblinearL1(problem, { c: 100, tol: 1e-8, maxIter: 1000 }),
  ]
  expect(early.converged).toBe(true)
  expect(early.objective / exact.objective).toBeCloseTo(1, 5)
})

test('where liblinear stops is near the optimum, not before the first step, and the same each time', () => {
  fc.assert(
    fc.property(problems, fc.integer({ min: 0, max: 1e6 }), ({ rows, c }, seed) => {
      const problem = problemOf(rows)
      const [exact, early] = [logisticL1(problem, { c }), liblinearL1(problem, { c, seed })]
      expect(early.objective).toBeGreaterThanOrEqual(exact.objective - 1e-9 * exact.objective)
      const zero = new Float64Array(problem.width)
      const first = violationAt(
        zero,
        logisticLoss(problem, zero).gradient.map((g) => c * g),
      )
      expect(early.violation).toBeLessThanOrEqual(first + 1e-9)
      expect(liblinearL1(problem, { c, seed })).toEqual(early)
    }),
  )
})

// One feature: the minimum is where 10 (4 σ(w) − 3) + 1 = 0, σ(w) = 0.725, w = ln(0.725 / 0.275).
test('iterations are counted one by one: from its own minimum a fit takes one at most', () => {
  const problem = problemOf([
    { x: [1], target: 1, weight: 3 },
    { x: [1], target: 0, weight: 1 },
  ])
  const { coefficients } = logisticL1(problem, { c: 10 })
  expect(coefficients[0]).toBeCloseTo(Math.log(0.725 / 0.275), 12)
  expect(logisticL1(problem, { c: 10, start: coefficients }).iterations).toBeLessThanOrEqual(1)
})
