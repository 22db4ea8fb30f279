import fc from 'fast-check'
import { expect, test } from 'vitest'
import { regularizedBeta } from '../numeric/beta.ts'
import { clopperPearson } from './clopper-pearson.ts'

const near = (low: number, high: number) => ({
  low: expect.closeTo(low, 10) as number,
  high: expect.closeTo(high, 10) as number,
})

test('by the quantiles of another program', () => {
  // scipy.stats.beta.ppf; 7 of 20 as binomtest(7, 20).proportion_ci() too.
  for (const [right, n, low, high] of [
    [0, 10, 0, 0.308497107819],
    [10, 10, 0.691502892181, 1],
    [1, 20, 0.00126508949795, 0.248732762772],
    [7, 20, 0.153909204785, 0.592188534533],
    [683, 1319, 0.49045701843, 0.545096486314],
    [4950, 5000, 0.98683726174, 0.992568953001],
    [13.5, 27, 0.302966524962, 0.697033475038],
    [0.4, 40, 1.81840192868e-6, 0.106598119823],
  ] as const) {
    expect(clopperPearson(right, n)).toEqual(near(low, high))
  }
  expect(clopperPearson(7, 20, 0.9)).toEqual(near(0.17731091757444914, 0.5580345113154888))
})

test('each end leaves .025 beyond it, and the ends of all right are those of none right turned round', () => {
  const share = fc.integer({ min: 1, max: 5000 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)))
  fc.assert(
    fc.property(share, ([right, n]) => {
      const { low, high } = clopperPearson(right, n)
      if (right > 0) expect(regularizedBeta(low, 1 - low, right, n - right + 1)).toBeCloseTo(0.025, 9)
      if (right < n) expect(regularizedBeta(high, 1 - high, right + 1, n - right)).toBeCloseTo(0.975, 9)
      expect(clopperPearson(n - right, n)).toEqual(near(1 - high, 1 - low))
    }),
  )
})

test('what is no share is refused', () => {
  for (const [right, n] of [
    [-1, 5],
    [6, 5],
    [0, 0],
    [Number.NaN, 5],
  ] as const) {
    expect(() => clopperPearson(right, n)).toThrow(RangeError)
  }
})
