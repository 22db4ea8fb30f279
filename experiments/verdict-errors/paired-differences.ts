// Paired rights and wrongs: all counts of items that are right for one side alone are summed over.
import { pairedCountsPs } from '@retable/stats'
import { binomial, expected, studentQuantile } from '@retable/stats/numeric'

/** Whether a mean difference is shown to lie above or below `at`, each at a one-sided level. */
export interface PairedMethod {
  readonly above: (counts: Counts, at: number, level: number) => boolean
  readonly below: (counts: Counts, at: number, level: number) => boolean
  /** Whether more worse ones never show more of "above": then a search finds where it ends. */
  readonly isMonotone: boolean
}

export interface Counts {
  readonly better: number
  readonly worse: number
  readonly n: number
}

/** How items differ: chance of being right for one side alone. */
export interface Discordance {
  readonly better: number
  readonly worse: number
}

/** How often the mean is said to lie above `at`. */
export function shownAbove(
  method: PairedMethod,
  n: number,
  truth: Discordance,
  at: number,
  level: number,
): number {
  return overCounts(n, truth, method.isMonotone ? 'first' : null, (counts) => method.above(counts, at, level))
}

/** How often the 95 % interval holds the true difference. */
export function covered(method: PairedMethod, n: number, truth: Discordance): number {
  const at = truth.better - truth.worse
  const kind = (side: 'first' | 'last') => (method.isMonotone ? side : null)
  const low = overCounts(n, truth, kind('first'), (counts) => method.above(counts, at, 0.025))
  const high = overCounts(n, truth, kind('last'), (counts) => method.below(counts, at, 0.025))
  return 1 - low - high
}

/** The chance of the counts of which something is true; with `run`, it is so of the first or the last worse ones alone. */
function overCounts(
  n: number,
  truth: Discordance,
  run: 'first' | 'last' | null,
  isTrue: (counts: Counts) => boolean,
): number {
  return expected(binomial(n, truth.better), (better) => {
    const worse = binomial(n - better, truth.worse / (1 - truth.better))
    const holds = (count: number) => isTrue({ better, worse: count, n })
    if (run === null) return expected(worse, (count) => (holds(count) ? 1 : 0))
    // The number of counts, from the first, that are like the first ones.
    let [low, high] = [0, worse.chances.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (holds(worse.from + middle) === (run === 'first')) low = middle + 1
      else high = middle
    }
    const side = run === 'first' ? worse.chances.subarray(0, low) : worse.chances.subarray(low)
    return side.reduce((a, b) => a + b, 0)
  })
}

export const worstValue: PairedMethod = {
  above: (counts, at, level) => pairedCountsPs(counts, at).above <= level,
  below: (counts, at, level) => pairedCountsPs(counts, at).below <= level,
  isMonotone: true,
}

/** The score test of Tango 1998 (Statistics in Medicine 17), which Nam 1997 has as well. */
export const tango: PairedMethod = {
  above: (counts, at, level) => tangoScore(counts, at) > normalPoint(level),
  below: (counts, at, level) => tangoScore(counts, at) < -normalPoint(level),
  isMonotone: false,
}

/** Student's t over the differences; no spread is taken as certainty. */
export const student: PairedMethod = {
  above: (counts, at, level) => studentT(counts, at) > studentPoint(level, counts.n),
  below: (counts, at, level) => studentT(counts, at) < -studentPoint(level, counts.n),
  isMonotone: false,
}

function studentT({ better, worse, n }: Counts, at: number): number {
  const mean = (better - worse) / n
  const error = Math.sqrt(((better + worse) / n - mean * mean) / (n - 1))
  return mean === at ? 0 : (mean - at) / error
}

function tangoScore({ better, worse, n }: Counts, at: number): number {
  const b = (2 * n - better + worse) * at - better - worse
  const c = -worse * at * (1 - at)
  const share = (Math.sqrt(b * b - 8 * n * c) - b) / (4 * n)
  const distance = better - worse - n * at
  return distance === 0 ? 0 : distance / Math.sqrt(n * (2 * share + at * (1 - at)))
}

const points = new Map<string, number>()

function studentPoint(level: number, n: number): number {
  const key = `${level} ${n}`
  const known = points.get(key) ?? studentQuantile(2 * level, n - 1)
  points.set(key, known)
  return known
}

/** Student's t with so many degrees of freedom is normal. */
function normalPoint(level: number): number {
  return studentPoint(level, 1e9)
}
