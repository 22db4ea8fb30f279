import { regularizedBeta } from '../numeric/beta.ts'
import { binomial, expected } from '../numeric/binomial.ts'
import { rootOf } from '../numeric/root.ts'
import { criticalCounts, type CriticalOptions } from './critical-counts.ts'
import { dropByRule, mostDiscordant } from './normal-rule.ts'

/** What is true of the two versions. */
export interface TrueDifference {
  /** Of the shares of right items, baseline − candidate: .05 for five points lost. */
  readonly drop: number
  /** Share of items right for one side alone; it is at least the drop, and is taken as that where it is given as less. */
  readonly discordance: number
}

/** How likely a verdict is of rights and wrongs of n items: an exact sum over all counts. */
export function powerOf(options: CriticalOptions): (truth: TrueDifference) => number {
  const critical = criticalCounts(options)
  const { n, verdict } = options
  return ({ drop, discordance }) => {
    const all = Math.min(1, Math.max(discordance, Math.abs(drop)))
    const [better, worse] = [(all - drop) / 2, (all + drop) / 2]
    return expected(binomial(n, better), (count) => {
      const first = verdict === 'regressed' ? critical(count) : critical(count) + 1
      const reached = binomialAtLeast(first, n - count, better >= 1 ? 0 : Math.min(1, worse / (1 - better)))
      return verdict === 'regressed' ? reached : 1 - reached
    })
  }
}

/**
 * The least drop that is called *regressed* with such a power, at a discordance; by the normal rule where more than
 * 2,000 items differ.
 *
 * @param options - `level`: a K-th of 5 % for the first of K benchmarks by Holm
 * @returns 1 where even that is not
 */
export function dropSeen(
  options: Omit<CriticalOptions, 'verdict'> & { readonly discordance: number; readonly power?: number },
): number {
  const { discordance, power = 0.8, margin, n } = options
  if (n * discordance > mostDiscordant) return dropByRule({ ...options, power })
  const of = powerOf({ ...options, verdict: 'regressed' })
  const lacking = (drop: number) => of({ drop, discordance }) - power
  if (lacking(1) < 0) return 1
  // By steps upwards: only near the drop are the counts' chances of any use again.
  const step = Math.max(margin, 0.02)
  let low = margin
  while (low + step < 1 && lacking(low + step) < 0) low += step
  return rootNear(lacking, low, Math.min(1, low + step))
}

/** To a hundredth of a point, which is more than anybody prints. */
function rootNear(f: (x: number) => number, low: number, high: number): number {
  return rootOf((x) => (Math.abs(f(x)) < 1e-5 ? 0 : f(x)), low, high)
}

/** P(at least k of n), each with such a chance. */
function binomialAtLeast(k: number, n: number, chance: number): number {
  if (k <= 0) return 1
  if (k > n) return 0
  return regularizedBeta(chance, 1 - chance, k, n - k + 1)
}
