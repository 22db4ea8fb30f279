import { expect, test } from 'vitest'
import { estimatesOf } from './estimates.ts'
import type { FittedUnit } from './fitted-unit.ts'
import type { MeasuredCell } from './measured-cell.ts'

const percent: FittedUnit = { factor: 100, whole: 100, marginAt: () => 2, n: null, assumption: null }
const length: FittedUnit = { factor: 1, whole: null, marginAt: () => 2, n: null, assumption: null }

const one = (value: number, standardError: number | null, n: number) => ({
  ...{ name: 'm', value, standardError, n, unit: 'fraction', interval: null },
})
/** A cell of seeds; the mean and the standard error between them are given by hand. */
const cellOf = (
  perSeed: MeasuredCell['perSeed'],
  value: number,
  standardError: number | null,
): MeasuredCell => ({
  ...{ value, standardError, unit: 'fraction', benchmark: null, perSeed, isGiven: false },
  n: Math.min(...perSeed.map(({ n }) => n)),
})
const reported = { value: 50, n: 100 }

test('two seeds that differ are two units: Student’s interval on one degree of freedom', () => {
  // Mean of 40 and 60 %, standard error 10; t(.975, 1) = tan(.475 π).
  const found = estimatesOf(cellOf([one(0.4, 0.05, 100), one(0.6, 0.05, 100)], 0.5, 0.1), percent, reported)!
  expect(found.seeds).toBe(2)
  expect(found.shares).toBeNull()
  expect(found.measured).toMatchObject({ value: 50, standardError: 10 })
  expect(found.measured.high - 50).toBeCloseTo(10 * Math.tan(0.475 * Math.PI), 6)
  expect(50 - found.measured.low).toBeCloseTo(10 * Math.tan(0.475 * Math.PI), 6)
})

test('seeds that agree say nothing of chance: their items do', () => {
  const equal = Math.sqrt((0.5 * 0.5) / 99)
  const found = estimatesOf(cellOf([one(0.5, equal, 100), one(0.5, equal, 100)], 0.5, 0), percent, reported)!
  expect(found.seeds).toBeNull()
  expect(found.shares).toEqual({ share: 0.5, n: 100, reportedN: 100 })
  // Clopper and Pearson's interval of 50 of 100.
  expect(found.measured.low).toBeCloseTo(39.832113, 5)
  expect(found.measured.high).toBeCloseTo(60.167887, 5)
  expect(found.reported).toEqual(found.measured)
})

test('items in clusters count as fewer, on both sides', () => {
  // Twice the binomial standard error: four times the variance, a quarter of the items.
  const twice = 2 * Math.sqrt((0.5 * 0.5) / 99)
  const { shares } = estimatesOf(cellOf([one(0.5, twice, 100)], 0.5, twice), percent, reported)!
  expect(shares!.n).toBeCloseTo(25, 9)
  expect(shares!.reportedN).toBeCloseTo(25, 9)
  // A smaller one, and that of two items, is taken as it is.
  for (const [error, n] of [
    [twice / 4, 100],
    [0.5, 2],
  ] as const) {
    expect(estimatesOf(cellOf([one(0.5, error, n)], 0.5, error), percent, reported)!.shares!.n).toBe(n)
  }
})

test('a mean’s reported number spreads as the measured items do, over its own items', () => {
  // 100 items with standard deviation 200: 20 on 100 items, 10 on 400.
  const cell = cellOf([one(2000, 20, 100)], 2000, 20)
  const found = estimatesOf(cell, length, { value: 1900, n: 400 })!
  expect([found.seeds, found.shares, found.isReportedErrorKnown]).toEqual([null, null, true])
  expect(found.measured).toMatchObject({ value: 2000, standardError: 20 })
  expect(found.reported).toMatchObject({ value: 1900, standardError: 10 })
  // The .975 points of Student's t on 99 and on 399 degrees of freedom.
  expect(found.measured.high - 2000).toBeCloseTo(20 * 1.9842169516, 6)
  expect(found.reported.high - 1900).toBeCloseTo(10 * 1.9659272606, 5)
})

test('where no spread of items is known, the reported number stands as it is, or nothing is known at all', () => {
  const seeds = estimatesOf(cellOf([one(2000, null, 1), one(2100, null, 1)], 2050, 50), length, reported)!
  expect(seeds.isReportedErrorKnown).toBe(false)
  expect(seeds.reported).toEqual({ value: 50, low: 50, high: 50, standardError: 0 })
  // One seed that does not tell its spread is enough for none to be known.
  const half = estimatesOf(cellOf([one(2000, 20, 100), one(2100, null, 1)], 2050, 50), length, reported)!
  expect([half.isReportedErrorKnown, half.reported]).toEqual([false, seeds.reported])
  const ofOne = estimatesOf(cellOf([one(2000, 20, 100)], 2000, 20), length, { value: 1900, n: 1 })!
  expect([ofOne.isReportedErrorKnown, ofOne.reported.high]).toEqual([false, 1900])
  expect(estimatesOf(cellOf([one(2000, null, 100)], 2000, null), length, reported)).toBeNull()
  expect(estimatesOf(cellOf([one(2000, 20, 1)], 2000, 20), length, reported)).toBeNull()
  expect(estimatesOf(cellOf([one(Number.NaN, 1, 9)], Number.NaN, 1), percent, reported)).toBeNull()
})
