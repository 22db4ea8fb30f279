import { expect, test } from 'vitest'
import { kendallTau } from './kendall-tau.ts'
import { ranksOf } from './ranks.ts'
import { spearman } from './spearman.ts'

test('ranks, worked by hand: equal values share the mean of their places', () => {
  expect(ranksOf([10, 30, 20])).toEqual([1, 3, 2])
  expect(ranksOf([4, 4, 1, 4])).toEqual([3, 3, 1, 3])
  expect(ranksOf([])).toEqual([])
})

// Worked by hand. Without ties: of the pairs of (1 2 3 4) and (1 3 2 4), five agree and one does not: (5 − 1) / 6; the
// ranks differ by 1 twice: 1 − 6 · 2 / (4 · 15).
test('without ties', () => {
  expect(kendallTau([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(4 / 6, 12)
  expect(spearman([1, 2, 3, 4], [10, 30, 20, 40])).toBeCloseTo(0.8, 12)
  for (const of of [kendallTau, spearman]) {
    expect(of([1, 2, 3], [5, 6, 7])).toBeCloseTo(1, 12)
    expect(of([1, 2, 3], [7, 6, 5])).toBeCloseTo(-1, 12)
  }
})

// By hand: (1 2 3) and (1 1 2) have two pairs that agree and one tied in the second: 2 / √(3 · 2). Ranks (1 2 3) and
// (1.5 1.5 3), less their mean: (−1 0 1) and (−.5 −.5 1): 1.5 / √(2 · 1.5).
test('with ties', () => {
  expect(kendallTau([1, 2, 3], [1, 1, 2])).toBeCloseTo(2 / Math.sqrt(6), 12)
  expect(spearman([1, 2, 3], [4, 4, 5])).toBeCloseTo(1.5 / Math.sqrt(3), 12)
  // Tied on both sides: (1 1 2) and (2 1 1): no pair but the outer one counts, and it goes the other way.
  expect(kendallTau([1, 1, 2], [2, 1, 1])).toBeCloseTo(-1 / 2, 12)
  expect(spearman([1, 1, 2], [2, 1, 1])).toBeCloseTo(-0.5, 12)
})

test('a side without any order has no correlation', () => {
  for (const of of [kendallTau, spearman]) {
    expect(of([1, 2, 3], [4, 4, 4])).toBeNaN()
    expect(of([1], [1])).toBeNaN()
    expect(() => of([1, 2], [1])).toThrow(RangeError)
  }
})
