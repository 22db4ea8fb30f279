import { expect, test } from 'vitest'
import { worstValuePs } from './bounded-mean.ts'
import { equivalenceTest, leastItemsFor } from './equivalence.ts'
import { studentMeanTest } from './student-mean.ts'

const unit = { least: -1, most: 1 }

test('p is the larger of the two one-sided ones', () => {
  const up = [...Array<number>(300).fill(0), 0.5, 0.5, 1]
  const test = equivalenceTest(up, 0.02, unit)
  expect(test.p).toBe(worstValuePs(up, unit, 0.02).below)
  const down = equivalenceTest(
    up.map((value) => -value),
    0.02,
    unit,
  )
  expect(down.p).toBe(test.p)
  expect(test).toMatchObject({ effect: 2 / 303, n: 303 })
})

test('no difference at all proves a margin by the number of items alone', () => {
  // Closed form: .98^n.
  for (const n of [50, 148, 149]) {
    expect(equivalenceTest(Array<number>(n).fill(0), 0.02, unit).p).toBeCloseTo(0.98 ** n, 12)
  }
})

test('least items for a margin', () => {
  expect([0.01, 0.02, 0.05].map(leastItemsFor)).toEqual([299, 149, 59])
  for (const margin of [0.003, 0.01, 0.02, 0.05, 0.1, 0.5]) {
    const n = leastItemsFor(margin)
    expect((1 - margin) ** n).toBeLessThanOrEqual(0.05)
    expect((1 - margin) ** (n - 1)).toBeGreaterThan(0.05)
  }
})

test('without bounds by t', () => {
  const near = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 0.1 : -0.1))
  expect(equivalenceTest(near, 0.1).p).toBeLessThan(1e-6)
  // Mean at the margin: half the distribution of t lies on either side.
  const beside = near.map((x) => x + 0.1)
  expect(equivalenceTest(beside, 0.1).p).toBeCloseTo(0.5, 10)
  expect(equivalenceTest(beside, 0.1)).toMatchObject({ low: studentMeanTest(beside).low, n: 100 })
  // Beyond it, on either side.
  expect(equivalenceTest(beside, 0.05).p).toBeGreaterThan(0.99)
  expect(
    equivalenceTest(
      beside.map((x) => -x),
      0.05,
    ).p,
  ).toBeGreaterThan(0.99)
  expect(equivalenceTest([0.01, 0.01, 0.01], 0.5).p).toBe(1)
})
