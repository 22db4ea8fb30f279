import fc from 'fast-check'
import { expect, test } from 'vitest'
import { liblinearL1 } from './liblinear-l1.ts'
import { logisticL1, violationAt } from './l1-fit.ts'
import { logisticLoss } from './loss.ts'
import { logisticProblem } from './problem.ts'
import { problemOf, problems } from './testing-problems.ts'

/*
 * scikit-learn 1.9.1: LogisticRegression(solver='liblinear', penalty='l1', fit_intercept=False, C=c, random_state=123)
 * .fit(X, y, sample_weight), its coef_ and n_iter_. Whole steps overshoot here, so that the fall which a shortened one
 * owes decides where it ends.
 */
test.each([
  {
    c: 1000,
    features: [-3, -5, 0, 9, -5, 9, -3, 5, -5, -1, -6, -5],
    targets: [0, 1, 1, 1],
    weights: [10, 100, 10, 1],
    coefficients: [8.071675884625778, -0.960840955504152, -7.413549308835466],
    iterations: 25,
  },
  {
    c: 10,
    features: [4, 8, 4, -4, 1, 8, -4, -5, -9, 6, 9, -3, 8, -7, -8],
    targets: [0, 0, 1, 1, 0],
    weights: [100, 1, 1, 100, 1],
    coefficients: [-2.0158534169492826, 1.3552223250656974, -2.684569619414],
    iterations: 16,
  },
  {
    c: 10,
    features: [-5, -8, 9, 3, 1, -4, -1, 8, 0],
    targets: [1, 1, 0],
    weights: [1, 1, 100],
    coefficients: [1.3181479885409528, -1.3109232926605807, 0],
    iterations: 16,
  },
])('it stops where scikit-learn’s does, C = $c, after $iterations steps', (given) => {
  const problem = logisticProblem({
    features: Float64Array.from(given.features),
    width: 3,
    targets: Float64Array.from(given.targets),
    weights: Float64Array.from(given.weights),
  })
  const { coefficients, iterations, converged } = liblinearL1(problem, { c: given.c })
  expect([...coefficients]).toEqual(given.coefficients.map((value) => expect.closeTo(value, 9) as number))
  expect({ iterations, converged }).toEqual({ iterations: given.iterations, converged: true })
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
