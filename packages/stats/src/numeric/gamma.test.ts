import { expect, test } from 'vitest'
import { chiSquaredAbove, normalAbove, upperGamma } from './gamma.ts'

test('normal tails of another program', () => {
  // scipy.stats.norm.sf.
  for (const [z, above] of [
    [0, 0.5],
    [0.5, 0.308537538725987],
    [1.1199657, 0.131364189454843],
    [1.959963984540054, 0.025],
    [4, 3.16712418331199e-5],
    [9, 1.12858840595383e-19],
  ] as const) {
    expect(normalAbove(z) / above).toBeCloseTo(1, 12)
    expect(normalAbove(-z)).toBeCloseTo(1 - above, 12)
  }
})

test('χ² tails of another program', () => {
  // scipy.stats.chi2.sf.
  for (const [x, degrees, above] of [
    [5.991464547107979, 2, 0.0500000000000001],
    [1, 1, 0.317310507862911],
    [3.84, 1, 0.0500435212487052],
    [7.8, 3, 0.0503310978598533],
    [0.2, 9, 0.999999443250254],
    [120, 60, 6.87626496873214e-6],
  ] as const)
    expect(chiSquaredAbove(x, degrees) / above).toBeCloseTo(1, 11)
})

test('whole a: the chance of fewer than a events of a Poisson process', () => {
  for (const x of [0.1, 1, 3, 8, 40]) {
    expect(upperGamma(1, x)).toBeCloseTo(Math.exp(-x), 12)
    expect(upperGamma(3, x)).toBeCloseTo(Math.exp(-x) * (1 + x + (x * x) / 2), 12)
  }
  expect([upperGamma(2, 0), upperGamma(2, Infinity)]).toEqual([1, 0])
})
