import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MersenneTwister } from '../numeric/mersenne-twister.ts'
import { BettingTest, logThreshold } from './betting.ts'

const margin = 0.02
const stop = logThreshold()

function bets(differences: readonly number[], fullRun?: number): BettingTest {
  const test = new BettingTest(fullRun === undefined ? { margin } : { margin, fullRun })
  for (const difference of differences) test.push(difference)
  return test
}

/** Item at which a capital reaches 20. */
function stopsAt(
  of: (test: BettingTest) => number,
  next: (i: number) => number,
  most: number,
): number | null {
  const test = new BettingTest({ margin })
  for (let i = 1; i <= most; i += 1) {
    test.push(next(i))
    if (of(test) >= stop) return i
  }
  return null
}

test('ten items by hand', () => {
  // Two independent programs.
  const first = bets([0])
  expect(first.logE).toBeCloseTo(-0.0043337013, 9)
  expect(first.logF).toBeCloseTo(0.0026560441, 9)
  const ten = bets([0, -1, 0, 0, 1, 0, 0, -1, 0, 0])
  expect(ten.logE).toBeCloseTo(0.01895882, 7)
  expect(ten.logF).toBeCloseTo(-0.12871304, 7)
  expect(ten.n).toBe(10)
})

test('only losses stop after ten items, only ties after 343', () => {
  expect(
    stopsAt(
      ({ logE }) => logE,
      () => -1,
      100,
    ),
  ).toBe(10)
  expect(
    stopsAt(
      ({ logF }) => logF,
      () => 0,
      1000,
    ),
  ).toBe(343)
  expect(
    stopsAt(
      ({ logE }) => logE,
      () => 0,
      2000,
    ),
  ).toBeNull()
})

test('the threshold of K benchmarks is K times 20', () => {
  expect(Math.exp(logThreshold())).toBeCloseTo(20, 12)
  expect(Math.exp(logThreshold(0.05, 7))).toBeCloseTo(140, 12)
})

const differences = fc.array(
  fc.integer({ min: -4, max: 4 }).map((n) => n / 4),
  { maxLength: 200 },
)

test('no capital is ever lost wholly, and p is one over the most that it was', () => {
  fc.assert(
    fc.property(differences, fc.double({ min: 0.001, max: 0.24, noNaN: true }), (differences, margin) => {
      const test = new BettingTest({ margin })
      let [mostE, mostF] = [1, 1]
      for (const difference of differences) {
        test.push(difference)
        expect(Number.isFinite(test.logE) && Number.isFinite(test.logF)).toBe(true)
        mostE = Math.max(mostE, Math.exp(test.logE))
        mostF = Math.max(mostF, Math.exp(test.logF))
      }
      expect(test.ps.regressed).toBeCloseTo(1 / mostE, 10)
      expect(test.ps.noWorse).toBeCloseTo(1 / mostF, 10)
    }),
  )
})

test('a bet knows only the items before: whatever comes, no capital is expected to grow at the margin', () => {
  fc.assert(
    fc.property(differences, (past) => {
      // Next −1, 0 or 1 with mean −.02.
      const outcomes = (
        [
          [-1, 0.07],
          [0, 0.88],
          [1, 0.05],
        ] as const
      ).map(([next, chance]) => {
        const test = bets([...past, next])
        return { chance, e: Math.exp(test.logE), f: Math.exp(test.logF) }
      })
      const before = bets(past)
      const mean = (of: 'e' | 'f') => outcomes.reduce((sum, one) => sum + one.chance * one[of], 0)
      expect(mean('e') / Math.exp(before.logE)).toBeCloseTo(1, 10)
      expect(mean('f') / Math.exp(before.logF)).toBeCloseTo(1, 10)
    }),
  )
})

test('of a full run the capital is a martingale over the orders of its items', () => {
  // Six items in all 60 orders; the full run loses exactly its margin of one in six.
  const items = [-1, -1, 0, 0, 0, 1]
  const orders = permutations(items)
  for (const length of [1, 2, 3]) {
    const capitals = orders.map((order) => {
      const test = new BettingTest({ margin: 1 / 6, fullRun: 6 })
      for (const item of order.slice(0, length)) test.push(item)
      return [Math.exp(test.logE), Math.exp(test.logF)] as const
    })
    const mean = (i: 0 | 1) => capitals.reduce((sum, both) => sum + both[i], 0) / capitals.length
    expect(mean(0)).toBeCloseTo(1, 10)
    expect(mean(1)).toBeCloseTo(1, 10)
  }
})

function permutations(values: readonly number[]): number[][] {
  if (values.length <= 1) return [[...values]]
  return values.flatMap((value, i) =>
    permutations([...values.slice(0, i), ...values.slice(i + 1)]).map((rest) => [value, ...rest]),
  )
}

test('at its last item a full run is decided, whatever its margin; exactly at the margin it is not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(-1, 0, 0, 0, 1), { minLength: 1, maxLength: 60 }),
      fc.constantFrom(0.02, 0.1, 0.2),
      (differences, margin) => {
        const n = differences.length
        const test = new BettingTest({ margin, fullRun: n })
        for (const difference of differences) test.push(difference)
        const over = -differences.reduce<number>((a, b) => a + b, 0) - n * margin
        expect(test.logE === Infinity).toBe(over > 1e-6)
        expect(test.logF === Infinity).toBe(over < -1e-6)
        expect(() => {
          test.push(0)
        }).toThrow('the full run has')
      },
    ),
  )
})

test('false alarms at exactly the margin, and decisions away from it', () => {
  const rounds = 600
  const random = new MersenneTwister(20)
  const draw = (drop: number, discordance: number) => () => {
    const u = random.uint32() / 2 ** 32
    return u < (discordance - drop) / 2 ? 1 : u < discordance ? -1 : 0
  }
  const rate = (of: (test: BettingTest) => number, next: () => number, most: number, rounds: number) =>
    Array.from({ length: rounds }, () => stopsAt(of, next, most)).filter((at) => at !== null).length / rounds
  // Of 600 with a chance of 5 % more than 47 are found in one case of 1,000.
  expect(rate(({ logE }) => logE, draw(margin, 0.15), 1500, rounds)).toBeLessThan(47 / 600)
  expect(rate(({ logF }) => logF, draw(margin, 0.15), 1500, rounds)).toBeLessThan(47 / 600)
  expect(rate(({ logE }) => logE, draw(0.06, 0.15), 3000, 60)).toBeGreaterThan(0.9)
  expect(rate(({ logE }) => logE, draw(0.5, 0.5), 60, 60)).toBeGreaterThan(0.9)
}, 20_000)

test('what is no difference, margin or full run is refused', () => {
  for (const difference of [1.1, -1.1, Number.NaN]) expect(() => bets([difference])).toThrow('no difference')
  for (const margin of [0, -0.1, 0.25, Number.NaN])
    expect(() => new BettingTest({ margin })).toThrow('margin')
  for (const fullRun of [0, 1.5]) expect(() => new BettingTest({ margin, fullRun })).toThrow('full run')
})
