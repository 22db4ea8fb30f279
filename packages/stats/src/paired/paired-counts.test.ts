import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pairedCountsPs, pairedCountsTest } from './paired-counts.ts'

const counts = (better: number, worse: number, n: number) => ({ better, worse, n })
/** Counts with n of at most `most`. */
const anyCounts = (most: number) =>
  fc
    .tuple(fc.nat(most), fc.nat(most), fc.nat(most))
    .map(([better, worse, same]) => counts(better, worse, better + worse + same))
    .filter(({ n }) => n > 0)

/** In whole numbers: twice the binomial coefficients up to the smaller count, over 2^(b + c). */
function mcNemar(better: number, worse: number): number {
  const n = BigInt(better + worse)
  let [coefficient, tail] = [1n, 0n]
  for (let k = 0n; k <= BigInt(Math.min(better, worse)); k += 1n) {
    tail += coefficient
    coefficient = (coefficient * (n - k)) / (k + 1n)
  }
  return Math.min(1, Number((tail * 2n ** 61n) / 2n ** n) / 2 ** 60)
}

test("p at 0 is McNemar's exact one", () => {
  // scipy binomtest; statsmodels mcnemar.
  expect(pairedCountsTest(counts(5, 0, 500)).p).toBeCloseTo(0.0625, 12)
  expect(pairedCountsTest(counts(6, 0, 500)).p).toBeCloseTo(0.03125, 12)
  expect(pairedCountsTest(counts(2, 5, 500)).p).toBeCloseTo(0.453125, 12)
  expect(pairedCountsTest(counts(10, 25, 500)).p).toBeCloseTo(0.016673848, 9)
  fc.assert(
    fc.property(anyCounts(200), ({ better, worse, n }) => {
      expect(pairedCountsTest(counts(better, worse, n)).p).toBeCloseTo(mcNemar(better, worse), 10)
    }),
  )
})

test('no worse by two points', () => {
  const noWorse = (better: number, worse: number, n: number) =>
    pairedCountsPs(counts(better, worse, n), -0.02).above
  // Closed form: .98^n.
  for (const n of [148, 149, 164]) expect(noWorse(0, 0, n)).toBeCloseTo(0.98 ** n, 14)
  // Two independent programs of an integral over a beta distribution.
  expect(noWorse(3, 5, 500)).toBeCloseTo(0.015723842, 9)
  expect(noWorse(25, 25, 500)).toBeCloseTo(0.1019347, 7)
  expect(noWorse(20, 25, 500)).toBeCloseTo(0.27300729, 8)
  expect(noWorse(60, 72, 1319)).toBeCloseTo(0.12200631, 8)
})

test('worse by more than two points', () => {
  const worse = (better: number, worse: number, n: number) =>
    pairedCountsPs(counts(better, worse, n), -0.02).below
  // The same two programs.
  expect(worse(5, 40, 500)).toBeCloseTo(0.000055174638, 12)
  expect(worse(0, 20, 500)).toBeCloseTo(0.012724186, 9)
  expect(worse(30, 90, 1319)).toBeCloseTo(0.0011021545, 10)
})

test('intervals', () => {
  const interval = ([better, worse, n]: readonly [number, number, number]) => {
    const { low, high } = pairedCountsTest(counts(better, worse, n))
    return [low, high]
  }
  // Closed form: (1 − M)^200 = .025.
  const none = 1 - 0.025 ** (1 / 200)
  expect(interval([0, 0, 200])).toEqual([expect.closeTo(-none, 12), expect.closeTo(none, 12)])
  // The same two programs.
  for (const [given, low, high] of [
    [[5, 0, 500], -0.00044618753, 0.023181388],
    [[6, 0, 500], 0.00094050752, 0.025934927],
    [[3, 2, 500], -0.0099028817, 0.014400876],
    [[30, 45, 1319], -0.025200336, 0.0022417696],
    [[1, 0, 20], -0.13910834, 0.24873276],
  ] as const) {
    expect(interval(given)).toEqual([expect.closeTo(low, 8), expect.closeTo(high, 8)])
  }
})

test('the interval leaves out 0 exactly where p is below .05, and holds the effect', () => {
  fc.assert(
    fc.property(anyCounts(60), (given) => {
      const { effect, low, high, p, n } = pairedCountsTest(given)
      expect(low > 0 || high < 0).toBe(p < 0.05)
      expect(low <= effect && effect <= high && low >= -1 && high <= 1).toBe(true)
      expect([effect, n]).toEqual([(given.better - given.worse) / given.n, given.n])
    }),
  )
})

test('at an end of the interval the p that it rests on is .025', () => {
  fc.assert(
    fc.property(anyCounts(60), (given) => {
      const { low, high } = pairedCountsTest(given)
      if (low > -1) expect(pairedCountsPs(given, low).above).toBeCloseTo(0.025, 9)
      if (high < 1) expect(pairedCountsPs(given, high).below).toBeCloseTo(0.025, 9)
    }),
  )
})

test('the further up, the larger the p of "above"; turned round, the sides change places', () => {
  const at = fc.double({ min: -1, max: 1, noNaN: true })
  fc.assert(
    fc.property(anyCounts(60), at, at, ({ better, worse, n }, x, y) => {
      const [low, high] = [Math.min(x, y), Math.max(x, y)]
      const [first, second] = [low, high].map((at) => pairedCountsPs(counts(better, worse, n), at))
      expect(first!.above).toBeLessThanOrEqual(second!.above + 1e-9)
      const turned = pairedCountsPs(counts(worse, better, n), -low)
      expect(turned).toEqual({ above: first!.below, below: first!.above })
      // Not both sides can be shown.
      expect(first!.above + first!.below).toBeGreaterThanOrEqual(1 - 1e-9)
    }),
  )
})

test('the ends of what is possible', () => {
  expect(pairedCountsPs(counts(0, 4, 4), -1)).toEqual({ above: 1, below: 1 })
  expect(pairedCountsPs(counts(1, 3, 4), -1)).toEqual({ above: 0, below: 1 })
  expect(pairedCountsPs(counts(0, 3, 4), -1).above).toBe(0)
  expect(pairedCountsPs(counts(0, 4, 4), -1.1).above).toBe(0)
  expect(pairedCountsPs(counts(4, 0, 4), 1)).toEqual({ above: 1, below: 1 })
  expect(pairedCountsTest(counts(0, 0, 1))).toMatchObject({
    low: expect.closeTo(-0.975, 12),
    high: expect.closeTo(0.975, 12),
  })
})

test('no p is above 1, though its terms add up to a rounding more', () => {
  for (const [worse, same, at] of [
    [58, 4, -0.14049771428108215],
    [49, 9, -0.25852227210998535],
    [28, 9, -0.047266602516174316],
  ] as const) {
    expect(pairedCountsPs(counts(0, worse, worse + same), at).above).toBe(1)
    expect(pairedCountsPs(counts(worse, 0, worse + same), -at).below).toBe(1)
  }
})

test('all one way: the interval reaches the bound', () => {
  // The four ones weigh Beta(4, 1) and the worst one the rest: P(2 B − 1 ≤ low) = ((1 + low) / 2)^4.
  const { low, high } = pairedCountsTest(counts(4, 0, 4))
  expect(high).toBe(1)
  expect(low).toBeCloseTo(2 * 0.025 ** (1 / 4) - 1, 10)
  expect(pairedCountsTest(counts(0, 4, 4))).toMatchObject({ low: -1, high: -low, effect: -1 })
})

test('thousands of items take a moment', () => {
  const { low, high, p } = pairedCountsTest(counts(2400, 2500, 5000))
  expect(p).toBeCloseTo(mcNemar(2400, 2500), 10)
  expect(low < -0.02 && high > -0.02).toBe(true)
})

test('what are no counts is refused', () => {
  for (const [better, worse, n] of [
    [3, 3, 5],
    [-1, 0, 5],
    [0.5, 0, 5],
    [0, 1.5, 5],
    [0, 0, Number.NaN],
  ] as const) {
    expect(() => pairedCountsPs(counts(better, worse, n), 0)).toThrow(RangeError)
  }
})
