import { expect, test } from 'vitest'
import { logisticLoss, lossOnly } from './loss.ts'
import { logisticProblem, problemOfRows, type LogisticProblem } from './problem.ts'

/** Rows drawn from a fixed stream: features from -2 to 2, hard and soft labels, several weights. */
function drawn(n: number, width: number): LogisticProblem {
  let state = 12_345
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31
  return logisticProblem({
    features: Float64Array.from({ length: n * width }, () => 4 * next() - 2),
    width,
    targets: Float64Array.from({ length: n }, () => [0, 1, next()][Math.floor(3 * next())]!),
    weights: Float64Array.from({ length: n }, () => [0, 0.1, 1][Math.floor(3 * next())]!),
  })
}

test.each([2, 3])(
  'the loss of many rows of %d features is that of its parts, with its derivatives',
  (width) => {
    const problem = drawn(1000, width)
    const at = [0.7, -0.4, 1.1].slice(0, width)
    const whole = logisticLoss(problem, at, 3)
    const parts = [0, 1, 2].map((part) =>
      logisticLoss(
        problemOfRows(problem, (i) => i % 3 === part),
        at,
        3,
      ),
    )
    const sum = (of: (part: (typeof parts)[number]) => number) =>
      parts.reduce((total, part) => total + of(part), 0)
    expect(whole.loss).toBeCloseTo(
      sum(({ loss }) => loss),
      9,
    )
    whole.gradient.forEach((value, j) =>
      expect(value).toBeCloseTo(
        sum(({ gradient }) => gradient[j]!),
        9,
      ),
    )
    whole.hessian.forEach((value, k) =>
      expect(value).toBeCloseTo(
        sum(({ hessian }) => hessian[k]!),
        9,
      ),
    )
  },
)

test.each([1, 3])(
  'many rows of one weight, all far from their label, lose their log-odds (%d features)',
  (width) => {
    const zs = [
      ...Array.from({ length: 240 }, (_, i) => -339 + i),
      -650,
      -120,
      -650,
      -341,
      -700,
      -710,
      -5000,
      400,
      900,
    ]
    const problem = logisticProblem({
      features: Float64Array.from(zs.flatMap((z) => Array.from({ length: width }, () => z / width))),
      width,
      targets: new Float64Array(zs.length).fill(1),
      weights: new Float64Array(zs.length).fill(0.5),
    })
    const lost = zs.reduce((total, z) => total + 0.5 * Math.max(0, -z), 0)
    expect(lossOnly(problem, new Float64Array(width).fill(1)) / lost).toBeCloseTo(1, 13)
  },
)

test('a part of a problem is the problem of these rows', () => {
  const whole = drawn(50, 3)
  const kept = Array.from({ length: 50 }, (_, i) => i).filter((i) => i % 4 !== 1)
  const chosen = logisticProblem({
    features: Float64Array.from(kept.flatMap((i) => [...whole.features.subarray(3 * i, 3 * i + 3)])),
    width: 3,
    targets: Float64Array.from(kept, (i) => whole.targets[i]!),
    weights: Float64Array.from(kept, (i) => whole.weights[i]!),
  })
  expect(problemOfRows(whole, (i) => i % 4 !== 1)).toEqual(chosen)
})

test('a row counts for the classes that its label has a share of, one without weight for none', () => {
  const { classes } = logisticProblem({
    features: new Float64Array(5),
    width: 1,
    targets: Float64Array.of(1, 1, 0, 0.3, 0.5),
    weights: Float64Array.of(1, 0.1, 2, 1, 0),
  })
  expect(classes).toEqual({ positive: 3, negative: 2 })
})
