// Items asked one after another, until a bet settles: 2,000 runs each, from streams that their truths seed.
import { randomStream, shuffled } from '@retable/core'
import { BettingTest, itemsNeeded, logThreshold } from '@retable/stats/gate'
import { margin, type Truth } from './truths.ts'

export const sequentialRounds = 2000
/** No run goes on for longer. */
export const longest = 6000

/** Items after which either verdict is reached, of each run; Infinity where it is not within the longest. */
export interface Stops {
  readonly regressed: readonly number[]
  readonly noWorse: readonly number[]
}

/** Each verdict's bet is followed to its own end: what is counted is whether it ever reaches 20. */
export function stopsOf(truth: Truth, most = longest): Stops {
  const random = randomStream('gate-errors', 'sequential', truth.drop, truth.discordance)
  const better = (truth.discordance - truth.drop) / 2
  return stops(() => {
    const test = new BettingTest({ margin })
    const next = () => {
      const drawn = random()
      return drawn < better ? 1 : drawn < truth.discordance ? -1 : 0
    }
    return { test, next, most }
  })
}

/** The same of a full run whose items are known, in random orders: the drop and discordance are those of these items. */
export function fullRunStops(n: number, truth: Truth): Stops {
  const random = randomStream('gate-errors', 'full run', n, truth.drop, truth.discordance)
  const lost = Math.round(n * truth.drop)
  const worse = Math.round((Math.round(n * truth.discordance) + lost) / 2)
  const better = worse - lost
  const items = Array.from({ length: n }, (_, i) => (i < worse ? -1 : i < worse + better ? 1 : 0))
  return stops(() => {
    const order = shuffled(random, items)
    let at = 0
    return { test: new BettingTest({ margin, fullRun: n }), next: () => order[at++]!, most: n }
  })
}

interface Run {
  readonly test: BettingTest
  readonly next: () => number
  readonly most: number
}

function stops(start: () => Run): Stops {
  const stop = logThreshold()
  const regressed: number[] = []
  const noWorse: number[] = []
  for (let round = 0; round < sequentialRounds; round += 1) {
    const { test, next, most } = start()
    let [first, second] = [Infinity, Infinity]
    while (test.n < most && (first === Infinity || second === Infinity)) {
      test.push(next())
      if (first === Infinity && test.logE >= stop) first = test.n
      if (second === Infinity && test.logF >= stop) second = test.n
    }
    regressed.push(first)
    noWorse.push(second)
  }
  return { regressed: sorted(regressed), noWorse: sorted(noWorse) }
}

function sorted(values: number[]): number[] {
  return values.sort((a, b) => a - b)
}

/** The item by which such a share of runs has stopped. */
export function quantile(stops: readonly number[], share: number): number {
  return stops[Math.ceil(share * stops.length) - 1]!
}

/** Share of runs that stopped within so many items. */
export function shareWithin(stops: readonly number[], items: number): number {
  return stops.filter((stop) => stop <= items).length / stops.length
}

/** Items of a fixed test with such a power. */
export function fixedItems(truth: Truth, power: number): number {
  return itemsNeeded({ verdict: 'regressed', margin, ...truth, power })
}
