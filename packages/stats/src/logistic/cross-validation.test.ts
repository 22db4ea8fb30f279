import { expect, test } from 'vitest'
import { logisticCv, logSpace } from './cross-validation.ts'
import { logisticL1 } from './l1-fit.ts'
import type { LogisticRows } from './rows.ts'

/** One feature; the target follows it with slope 1, or is the same everywhere. */
function rowsOf(target: (x: number) => number): LogisticRows {
  const features = Float64Array.from({ length: 100 }, (_, i) => (i - 49.5) / 20)
  return { features, width: 1, targets: features.map(target), weights: new Float64Array(100).fill(1) }
}
const folds = Uint8Array.from({ length: 100 }, (_, i) => i % 5)
const cs = logSpace(-4, 4, 10)

test('the grid is evenly spaced on a logarithmic scale, its ends exact', () => {
  expect(cs).toHaveLength(10)
  expect([cs[0], cs[9]]).toEqual([1e-4, 1e4])
  expect(cs[5]! / cs[4]!).toBeCloseTo(10 ** (8 / 9), 12)
})

test('a strong relation asks for a weak penalty', () => {
  const chosen = logisticCv(
    rowsOf((x) => 1 / (1 + Math.exp(-x))),
    { cs, folds, solve: logisticL1 },
  )
  expect(chosen.c).toBe(1e4)
  expect(chosen.fit.coefficients[0]).toBeCloseTo(1, 4)
})

test('without any relation every C scores alike, and the first wins', () => {
  const chosen = logisticCv(
    rowsOf(() => 0.5),
    { cs, folds, solve: logisticL1 },
  )
  expect(chosen.c).toBe(cs[0])
  for (const score of chosen.scores) expect(score).toBeCloseTo(-Math.log(2), 12)
})

test('in each fold every C after the first starts from the fit before it, the last fit from nothing', () => {
  const given: (readonly [c: number, start: number | undefined])[] = []
  const chosen = logisticCv(
    rowsOf((x) => 1 / (1 + Math.exp(-x))),
    {
      cs: [1, 2, 3],
      folds,
      solve: (problem, { c, start }) => {
        given.push([c, start?.[0]])
        // What it starts from tells which fit it was: 10, 20 and 30 are nobody's else.
        const fit = logisticL1(problem, { c })
        return { ...fit, coefficients: Float64Array.of(10 * c) }
      },
    },
  )
  const once = [
    [1, undefined],
    [2, 10],
    [3, 20],
  ]
  expect(given).toEqual([...once, ...once, ...once, ...once, ...once, [chosen.c, undefined]])
})

test('it has converged where every fit has, those of the folds and the last one', () => {
  const rows = rowsOf((x) => 1 / (1 + Math.exp(-x)))
  const converged = (does: (rows: number) => boolean) =>
    logisticCv(rows, {
      cs: [1],
      folds,
      solve: (problem, options) => ({
        ...logisticL1(problem, options),
        converged: does(problem.targets.length),
      }),
    }).converged
  // A fold's fit has 80 rows, the last one 100.
  expect([() => true, (n: number) => n < 100, (n: number) => n === 100].map(converged)).toEqual([
    true,
    false,
    false,
  ])
})

test('a single candidate is the first end', () => {
  expect(logSpace(0, 0, 1)).toEqual([1])
  expect(logSpace(-4, 4, 1)).toEqual([1e-4])
  expect(logSpace(0, 1, 0)).toEqual([])
})

test('what leaves nothing to choose is refused', () => {
  const rows = rowsOf(() => 0.5)
  const empty = new Float64Array(0)
  expect(() =>
    logisticCv(
      { ...rows, features: empty, targets: empty, weights: empty },
      { cs, folds: [], solve: logisticL1 },
    ),
  ).toThrow(RangeError)
  expect(() =>
    logisticCv({ ...rows, targets: rows.targets.map(() => Number.NaN) }, { cs, folds, solve: logisticL1 }),
  ).toThrow('the target NaN')
  expect(() => logisticCv(rows, { cs: [], folds, solve: logisticL1 })).toThrow('no C to choose')
  const gap = folds.map((fold) => (fold === 3 ? 5 : fold))
  for (const wrong of [gap, folds.subarray(1), folds.map(() => 0)]) {
    expect(() => logisticCv(rows, { cs, folds: wrong, solve: logisticL1 })).toThrow('needs its fold')
  }
})
