import fc from 'fast-check'
import { expect, test } from 'vitest'
import { betaQuantile } from './beta-quantile.ts'
import { regularizedBeta } from './beta.ts'

const incomplete = (x: number, a: number, b: number) => regularizedBeta(x, 1 - x, a, b)

test('values of another program', () => {
  // scipy.special.betainc.
  for (const [x, a, b, value] of [
    [0.3, 2, 5, 0.579825],
    [0.3, 0.5, 0.5, 0.3690101195655],
    [0.999, 3, 0.02, 0.1027684876725],
    [0.52, 683, 637, 0.5740230141422],
    [1e-5, 0.4, 40, 0.04913816094751],
    [0.5, 5000, 5000, 0.5],
    [0.9, 20, 2, 0.3647299637717],
  ] as const) {
    expect(incomplete(x, a, b)).toBeCloseTo(value, 10)
  }
  expect(incomplete(0.001, 5000, 5e6)).toBeCloseTo(0.5300633409487, 8)
})

test('the quantiles of another program', () => {
  // scipy.stats.beta.ppf.
  for (const [p, a, b, value] of [
    [0.025, 2, 5, 0.04327186829274],
    [0.975, 0.5, 0.5, 0.9984586668666],
    [0.5, 683, 637, 0.5174330452109],
    [0.025, 1, 200, 0.000126581027867],
  ] as const) {
    expect(betaQuantile(p, a, b)).toBeCloseTo(value, 12)
  }
})

test('closed forms, and the ends', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 40 }), (x, k) => {
      expect(incomplete(x, k, 1)).toBeCloseTo(x ** k, 12)
      expect(incomplete(x, 1, k)).toBeCloseTo(1 - (1 - x) ** k, 12)
      expect(incomplete(x, k, 7)).toBeCloseTo(1 - incomplete(1 - x, 7, k), 12)
    }),
  )
  expect([incomplete(0, 2, 3), incomplete(1, 2, 3), regularizedBeta(-0.1, 1.1, 2, 3)]).toEqual([0, 1, 0])
})
