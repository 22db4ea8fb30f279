import { negativeBinomial } from '../numeric/negative-binomial.ts'
import { intervalWithin, twoSided, type MeanTest, type OneSidedPs } from './mean-test.ts'

/** Of n shared items: right for the candidate alone, and for the baseline alone. */
export interface PairedCounts {
  readonly better: number
  readonly worse: number
  readonly n: number
}

/**
 * Worst-value test of a paired difference of rights and wrongs (see {@link boundedMeanTest}), from counts alone. Its p
 * is that of McNemar's exact test. That its error keeps to its level is proved by exact sums.
 *
 * @throws RangeError for counts that are not whole, or more than n
 */
export function pairedCountsTest(counts: PairedCounts): MeanTest {
  const psAt = (at: number) => pairedCountsPs(counts, at)
  const effect = (counts.better - counts.worse) / counts.n
  const interval = intervalWithin(psAt, { least: -1, most: 1 })
  return { effect, ...interval, p: twoSided(psAt(0)), n: counts.n }
}

/**
 * One-sided p-values of "the mean difference is `at`", in [−1, 1]: `above` is small where it lies above.
 *
 * @throws RangeError for counts that are not whole, or more than n
 */
export function pairedCountsPs({ better, worse, n }: PairedCounts, at: number): OneSidedPs {
  const same = n - better - worse
  if (![better, worse, same].every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(`${better} better and ${worse} worse of ${n} are no counts`)
  }
  return { above: notAbove(better, worse, same, at), below: notAbove(worse, better, same, -at) }
}

/**
 * P(Σ Wᵢ xᵢ ≤ at) with Dirichlet weights over `better` ones, `worse` + 1 minus ones and `same` zeros. In exponential
 * variables the two sides of the inequality are gamma variables, and the number of a Poisson process's events before a
 * gamma variable is negative binomial: what is left is a finite sum.
 */
function notAbove(better: number, worse: number, same: number, at: number): number {
  if (at < -1) return 0
  if (at >= 1) return 1
  if (at <= 0) {
    return atMost(worse, { successes: better, chance: (1 + at) / 2 }, { successes: same, chance: 1 + at })
  }
  if (better === 0) return 1
  const reached = atMost(
    better - 1,
    { successes: worse + 1, chance: (1 - at) / 2 },
    { successes: same, chance: 1 - at },
  )
  return 1 - reached
}

interface Waiting {
  readonly successes: number
  readonly chance: number
}

/** How likely two negative binomial numbers add up to `most` or less. */
function atMost(most: number, first: Waiting, second: Waiting): number {
  const a = negativeBinomial(first.successes, first.chance, most)
  const b = negativeBinomial(second.successes, second.chance, most)
  let [sum, upTo] = [0, 0]
  for (let k = 0; k <= most; k += 1) {
    upTo += b[k]!
    sum += a[most - k]! * upTo
  }
  return Math.min(1, sum)
}
