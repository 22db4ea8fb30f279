import { chiSquaredAbove } from '../numeric/gamma.ts'

/** What repeats of one model on the same items differ by. */
export interface NoiseFloor {
  /** Share of items that a repeat flips; of scores between 0 and 1 the mean squared difference. */
  readonly flips: number
  /** Variance of the runs' means. */
  readonly variance: number
  /** What it would be if every item flipped for itself: flips / (2 n). */
  readonly itemVariance: number
  /** One-sided: how often items that flip for themselves leave so large a variance; null below three runs. */
  readonly p: number | null
  /** Whether runs differ by more than their items do (p below .05): a whole run moves at once, and no test over items holds. */
  readonly isAlarm: boolean
}

/**
 * The noise floor of a model, from its repeats. Flips for themselves are already in the discordance of two versions: they are
 * never subtracted from it, nor is a margin widened by them. Three repeats cannot measure the variance; the alarm is
 * no correction.
 *
 * @param runs - the scores in [0, 1] of each repeat, items in one order; two repeats or more
 * @throws RangeError for fewer than two, or runs of different lengths
 */
export function noiseFloor(runs: readonly (readonly number[])[]): NoiseFloor {
  const n = runs[0]?.length ?? 0
  if (runs.length < 2 || n === 0 || runs.some((run) => run.length !== n)) {
    throw new RangeError('a noise floor takes two repeats or more, with the same items')
  }
  const count = runs.length
  const center = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = (values: readonly number[]) => {
    const mean = center(values)
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  }
  // Over all pairs of runs the mean squared difference is twice the variance.
  const byItem = Array.from({ length: n }, (_, i) => 2 * spread(runs.map((run) => run[i]!)))
  const flips = center(byItem)
  const variance = spread(runs.map(center))
  const itemVariance = flips / (2 * n)
  // Without a flip there is no variance either.
  const ratio = itemVariance === 0 ? 0 : variance / itemVariance
  const p = count < 3 ? null : chiSquaredAbove((count - 1) * ratio, count - 1)
  return { flips, variance, itemVariance, p, isAlarm: p !== null && p < 0.05 }
}

/**
 * The mean squared difference of two versions' items with k samples an item: what flips for itself shrinks, the rest stays.
 *
 * @param discordance - of one sample an item
 * @param flips - of repeats of one model; at most the discordance counts
 */
export function discordanceWithSamples(discordance: number, flips: number, samples: number): number {
  const noise = Math.min(discordance, flips)
  return discordance - noise + noise / samples
}
