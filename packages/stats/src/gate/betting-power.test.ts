import { expect, test } from 'vitest'
import { bettingPower } from './betting-power.ts'

test('1,319 items see three margins in 93 % at 15 % discordance, and 500 in 55 %', () => {
  // As experiments/gate-errors has it of 2,000 runs; four standard errors of the difference.
  for (const [n, share] of [
    [1319, 0.925],
    [500, 0.546],
  ] as const) {
    const { power, standardError } = bettingPower({ n, margin: 0.02, drop: 0.06, discordance: 0.15 })
    expect(Math.abs(power - share)).toBeLessThan(4 * Math.sqrt(1.5) * standardError)
  }
})

test('as the first of seven it sees less, and the same options give the same', () => {
  const of = (level: number) =>
    bettingPower({ n: 500, margin: 0.02, drop: 0.06, discordance: 0.15, level, rounds: 300 }).power
  expect(of(0.05 / 7)).toBeLessThan(of(0.05))
  expect(of(0.05)).toBe(of(0.05))
})
