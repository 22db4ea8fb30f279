// What takes more than two counts: an unpaired test, which sees how many are right on either side, and the mean of a suite.
import { randomStream, type RandomStream } from '@retable/core'
import { criticalCounts, meanNoWorse, surplusOfCounts } from '@retable/stats/gate'
import { binomial } from '@retable/stats/numeric'
import { suiteSize } from './rules.ts'
import { chancesOf, margin, type Truth } from './truths.ts'

export const rounds = 10_000
const normal975 = 1.959963984540054

/** Rates of one suite over many drawn ones. */
export interface DrawnRates {
  /** Of its first benchmark alone: unpaired, the baseline is better at 5 %, two-sided. */
  readonly unpaired: number
  /** Of any benchmark: the same. */
  readonly unpairedAny: number
  /** The mean drop lies below the margin, and none regressed by Holm. */
  readonly meanNoWorse: number
  /** The first half of it: what is promised. */
  readonly meanBelow: number
}

const known = new Map<string, DrawnRates>()

/** A suite of seven, independent, of n items each. */
export function drawnRates(n: number, truths: readonly Truth[]): DrawnRates {
  const key = `${n} ${truths.map(({ drop, discordance }) => `${drop}/${discordance}`).join(' ')}`
  const rates = known.get(key) ?? drawSuites(n, truths, key)
  known.set(key, rates)
  return rates
}

const criticals = new Map<number, (better: number) => number>()

function drawSuites(n: number, truths: readonly Truth[], key: string): DrawnRates {
  const random = randomStream('gate-errors', key)
  const benchmarks = truths.map((truth) => benchmarkOf(n, truth))
  const ofSeven =
    criticals.get(n) ?? criticalCounts({ verdict: 'regressed', n, margin, level: 0.05 / suiteSize })
  criticals.set(n, ofSeven)
  const sums = { unpaired: 0, unpairedAny: 0, meanNoWorse: 0, meanBelow: 0 }
  for (let round = 0; round < rounds; round += 1) {
    const drawn = benchmarks.map((draw) => draw(random))
    const worse = drawn.map((counts) => isWorseUnpaired(n, counts))
    const { p } = meanNoWorse(drawn.map((counts) => surplusOfCounts({ ...counts, n }, margin)))
    if (worse[0]!) sums.unpaired += 1
    if (worse.includes(true)) sums.unpairedAny += 1
    if (p > 0.05) continue
    sums.meanBelow += 1
    if (!drawn.some((counts) => counts.worse >= ofSeven(counts.better))) sums.meanNoWorse += 1
  }
  return {
    unpaired: sums.unpaired / rounds,
    unpairedAny: sums.unpairedAny / rounds,
    meanNoWorse: sums.meanNoWorse / rounds,
    meanBelow: sums.meanBelow / rounds,
  }
}

interface Drawn {
  readonly better: number
  readonly worse: number
  readonly both: number
}

function isWorseUnpaired(n: number, { better, worse, both }: Drawn): boolean {
  const [baseline, candidate] = [(both + worse) / n, (both + better) / n]
  const error = Math.sqrt((baseline * (1 - baseline) + candidate * (1 - candidate)) / n)
  return baseline - candidate > normal975 * error
}

/** Draws the counts of one benchmark: better ones, then of the others the worse, then of those the ones right for both. */
function benchmarkOf(n: number, truth: Truth): (random: RandomStream) => Drawn {
  const chances = chancesOf(truth)
  const first = drawer(n, chances.better)
  const second = new Map<number, Draw>()
  const third = new Map<number, Draw>()
  return (random) => {
    const better = first(random)
    const worse = cached(second, better, () =>
      drawer(n - better, Math.min(1, chances.worse / (1 - chances.better))),
    )(random)
    const same = n - better - worse
    const both = cached(third, same, () => drawer(same, chances.both))(random)
    return { better, worse, both }
  }
}

type Draw = (random: RandomStream) => number

function cached(known: Map<number, Draw>, key: number, make: () => Draw): Draw {
  const draw = known.get(key) ?? make()
  known.set(key, draw)
  return draw
}

/** Binomial counts, by halving the sums of their chances. */
function drawer(n: number, share: number): Draw {
  const { from, chances } = binomial(n, share)
  let sum = 0
  const sums = chances.map((chance) => (sum += chance))
  return (random) => {
    const drawn = random()
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! > drawn) high = middle
      else low = middle + 1
    }
    return from + low
  }
}
