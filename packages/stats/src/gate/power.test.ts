import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastItemsFor } from '../paired/equivalence.ts'
import { pairedCountsPs } from '../paired/paired-counts.ts'
import { criticalCounts } from './critical-counts.ts'
import { itemsNeeded } from './items-needed.ts'
import { dropByRule, itemsByRule } from './normal-rule.ts'
import { dropSeen, powerOf } from './power.ts'

const verdict = fc.constantFrom('regressed' as const, 'no worse' as const)
const margin = fc.constantFrom(0, 0.01, 0.02, 0.05, 0.1)
const level = fc.constantFrom(0.05, 0.025, 0.05 / 7)

test('the critical counts are where p crosses the level, in whatever order they are asked for', () => {
  fc.assert(
    fc.property(
      verdict,
      fc.integer({ min: 1, max: 120 }),
      margin,
      level,
      fc.array(fc.nat(120), { minLength: 1, maxLength: 20 }),
      (verdict, n, margin, level, asked) => {
        const critical = criticalCounts({ verdict, n, margin, level })
        const isSaid = (better: number, worse: number) => {
          if (worse < 0 || better + worse > n) return null
          const { above, below } = pairedCountsPs({ better, worse, n }, -margin)
          return (verdict === 'regressed' ? below : above) <= level
        }
        for (const better of asked.filter((count) => count <= n)) {
          const worse = critical(better)
          expect(isSaid(better, worse) ?? true).toBe(true)
          expect(isSaid(better, verdict === 'regressed' ? worse - 1 : worse + 1) ?? false).toBe(false)
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('the power is the sum over all counts', () => {
  fc.assert(
    fc.property(
      verdict,
      fc.integer({ min: 1, max: 40 }),
      margin,
      level,
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (verdict, n, margin, level, drop, wide) => {
        const discordance = Math.min(1, Math.abs(drop) + wide)
        const [b, c] = [(discordance - drop) / 2, (discordance + drop) / 2]
        let sum = 0
        let choose = 1
        for (let better = 0; better <= n; better += 1) {
          let ways = choose
          for (let worse = 0; worse <= n - better; worse += 1) {
            const { above, below } = pairedCountsPs({ better, worse, n }, -margin)
            const same = n - better - worse
            const rest = Math.max(0, 1 - b - c)
            if ((verdict === 'regressed' ? below : above) <= level) {
              sum += ways * b ** better * c ** worse * rest ** same
            }
            ways *= same / (worse + 1)
          }
          choose *= (n - better) / (better + 1)
        }
        expect(powerOf({ verdict, n, margin, level })({ drop, discordance })).toBeCloseTo(sum, 8)
      },
    ),
    { numRuns: 60 },
  )
})

test('exact sums of another program', () => {
  const regressed = powerOf({ verdict: 'regressed', n: 500, margin: 0.02 })
  expect(regressed({ drop: 0.06, discordance: 0.1 })).toBeCloseTo(0.87871, 5)
  const noWorse = powerOf({ verdict: 'no worse', n: 1319, margin: 0.02 })
  expect(noWorse({ drop: 0, discordance: 0.1 })).toBeCloseTo(0.71378, 5)
})

test('at the margin neither verdict comes in more than 5 %', () => {
  for (const n of [20, 164, 500, 1319]) {
    for (const discordance of [0.02, 0.05, 0.3]) {
      for (const verdict of ['regressed', 'no worse'] as const) {
        const rate = powerOf({ verdict, n, margin: 0.02 })({ drop: 0.02, discordance })
        expect(rate).toBeLessThanOrEqual(0.05)
      }
    }
  }
})

test('drops that are seen in 80 %', () => {
  // Another program, in points; in the second column the first of seven by Holm.
  for (const [n, discordance, alone, ofSeven] of [
    [164, 0.1, 8.2, 9.6],
    [164, 0.3, 13.0, 16.1],
    [500, 0.05, 4.5, 5.0],
    [500, 0.1, 5.6, 6.6],
    [1319, 0.1, 4.2, 4.9],
    [1319, 0.3, 5.8, 7.0],
    [5000, 0.05, 2.8, 3.0],
  ] as const) {
    const given = { n, discordance, margin: 0.02 }
    expect(Math.abs(100 * dropSeen(given) - alone)).toBeLessThan(0.06)
    expect(Math.abs(100 * dropSeen({ ...given, level: 0.05 / 7 }) - ofSeven)).toBeLessThan(0.06)
    const power = powerOf({ ...given, verdict: 'regressed' })
    expect(power({ drop: dropSeen(given), discordance })).toBeCloseTo(0.8, 4)
  }
  expect(dropSeen({ n: 2, discordance: 0, margin: 0.02 })).toBe(1)
})

test('items needed: the power crosses 80 % there', () => {
  for (const options of [
    { verdict: 'no worse', margin: 0.02, discordance: 0.05, drop: 0 },
    { verdict: 'no worse', margin: 0.05, discordance: 0.2, drop: 0.01 },
    { verdict: 'regressed', margin: 0.02, discordance: 0.15, drop: 0.06 },
    { verdict: 'regressed', margin: 0, discordance: 0.1, drop: 0.04, level: 0.025 },
    { verdict: 'regressed', margin: 0.02, discordance: 0.3, drop: 0.9 },
  ] as const) {
    const n = itemsNeeded(options)
    expect(powerOf({ ...options, n })(options)).toBeGreaterThanOrEqual(0.8)
    expect(powerOf({ ...options, n: n - 1 })(options)).toBeLessThan(0.8)
  }
  // About 6.18 s / M² + 2 / M.
  const about = (6.18 * 0.1) / 0.02 ** 2 + 100
  const needed = itemsNeeded({ verdict: 'no worse', margin: 0.02, discordance: 0.1, drop: 0 })
  expect(Math.abs(needed / about - 1)).toBeLessThan(0.05)
})

test('items that never differ: as many as prove a margin by their number alone', () => {
  const needed = itemsNeeded({ verdict: 'no worse', margin: 0.02, discordance: 0, drop: 0 })
  expect(needed).toBe(leastItemsFor(0.02))
})

test('on the other side of the margin no number is enough', () => {
  const of = (verdict: 'regressed' | 'no worse', drop: number) =>
    itemsNeeded({ verdict, margin: 0.02, discordance: 0.1, drop })
  expect([of('regressed', 0.02), of('no worse', 0.03), of('regressed', 0.0201)]).toEqual([
    Infinity,
    Infinity,
    Infinity,
  ])
})

test('it is told while one looks on', () => {
  const started = performance.now()
  dropSeen({ n: 1319, discordance: 0.3, margin: 0.02 })
  expect(performance.now() - started).toBeLessThan(1000)
})

test('of 100,000 items, too', () => {
  const started = performance.now()
  const drop = dropSeen({ n: 131_900, discordance: 0.42, margin: 0.02 })
  expect(itemsNeeded({ verdict: 'no worse', margin: 0.005, drop: 0, discordance: 0.3 })).toBeCloseTo(
    74_571,
    -3,
  )
  expect(performance.now() - started).toBeLessThan(1000)
  // M + 2.49 √(s / n)
  expect(drop).toBeCloseTo(0.02 + 2.4865 * Math.sqrt(0.42 / 131_900), 4)
})

test('where the normal rule takes over from exact sums the two agree', () => {
  for (const level of [0.05, 0.05 / 7]) {
    const of = { n: 4000, margin: 0.02, discordance: 0.5, level }
    expect(Math.abs(dropByRule({ ...of, power: 0.8 }) - dropSeen(of))).toBeLessThan(1e-4)
  }
  for (const [verdict, drop] of [
    ['no worse', 0],
    ['regressed', 0.05],
  ] as const) {
    const of = { verdict, drop, margin: 0.02, discordance: 0.3 }
    expect(itemsByRule({ ...of, power: 0.8 }) / itemsNeeded(of)).toBeCloseTo(1, 1.5)
  }
})
