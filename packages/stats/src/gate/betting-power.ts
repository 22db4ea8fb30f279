import { MersenneTwister } from '../numeric/mersenne-twister.ts'
import { BettingTest, logThreshold } from './betting.ts'
import type { TrueDifference } from './power.ts'

/** Whose power is asked for. */
export interface BettingPowerOptions extends TrueDifference {
  /** Items at most. */
  readonly n: number
  readonly margin: number
  /** Of the one-sided p: .05, or a K-th of it for the first of K benchmarks by Holm. */
  readonly level?: number
  /** Simulated runs; 1,000 where left out. */
  readonly rounds?: number
}

/** Above this many items a run is taken to be as long: more are simulated for nothing that a reader would see. */
const longest = 10_000

/**
 * How often bets call a drop *regressed* within n items that are right or wrong, simulated: the same for the same
 * options, since the stream has one seed.
 *
 * @returns the share, and its standard error
 */
export function bettingPower(options: BettingPowerOptions): {
  readonly power: number
  readonly standardError: number
} {
  const { n, margin, drop, discordance, level = 0.05, rounds = 1000 } = options
  const all = Math.min(1, Math.max(discordance, Math.abs(drop)))
  const better = (all - drop) / 2
  const random = new MersenneTwister(5)
  const stop = logThreshold(level)
  let reached = 0
  for (let round = 0; round < rounds; round += 1) {
    const test = new BettingTest({ margin })
    while (test.n < Math.min(n, longest)) {
      const drawn = random.uint32() / 2 ** 32
      test.push(drawn < better ? 1 : drawn < all ? -1 : 0)
      if (test.logE < stop) continue
      reached += 1
      break
    }
  }
  const power = reached / rounds
  return { power, standardError: Math.sqrt((power * (1 - power)) / rounds) }
}
