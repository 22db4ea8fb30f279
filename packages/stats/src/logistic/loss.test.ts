import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logisticLoss, lossOnly } from './loss.ts'
import { problemOf, problems } from './testing-problems.ts'

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
