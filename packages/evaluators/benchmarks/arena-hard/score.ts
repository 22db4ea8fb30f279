import { bootstrap } from '@retable/stats'
import { MersenneTwister, percentile } from '@retable/stats/numeric'
import { eloOfShare, shareOfElo } from '@retable/stats/ratings'
import { points as pointsOfWinner, type Battle } from './battles.ts'

/** A model's score against the baseline. */
export interface ArenaScore {
  readonly model: string
  /** Chance of beating the baseline, in percent. */
  readonly score: number
  readonly battles: number
  /** Ends of the bootstrap interval, in percent; null where the resamples leave none. */
  readonly low: number | null
  readonly high: number | null
}

/** How Arena-Hard's programs resample. */
export interface ScoreOptions {
  readonly rounds?: number
  readonly seed?: number
  /** Percentiles that the interval's ends are. */
  readonly percents?: readonly [low: number, high: number]
}

/**
 * Scores of Arena-Hard v0.1 (lmarena/arena-hard-auto at e4248e0, show_result.py and utils_math.py): a Bradley-Terry
 * fit to all battles, read as each model's chance of beating the baseline, with percentiles of the ratings over 100
 * resamples of all models' battles together, `np.random.seed(42)`.
 *
 * Every battle is one with the baseline, so the fit has a closed form, wins and half ties over battles, and neither the
 * fit nor a resample needs a solver: a round is n draws and two counts a model. A model that wins (loses) every battle
 * has no finite rating; it scores 100 (0).
 *
 * @returns one score a model, in the order of their first battles
 */
export function arenaScores(
  battles: readonly Battle[],
  { rounds = 100, seed = 42, percents = [2.5, 97.5] }: ScoreOptions = {},
): ArenaScore[] {
  const models = [...new Set(battles.map(({ model }) => model))]
  const place = new Map(models.map((model, i) => [model, i]))
  const modelOf = Uint32Array.from(battles, ({ model }) => place.get(model)!)
  // Half wins, so that counts stay whole.
  const pointsOf = Uint8Array.from(battles, ({ winner }) => 2 * pointsOfWinner[winner])

  const sharesOf = (indices: Readonly<Uint32Array>): Float64Array => {
    const points = new Float64Array(models.length)
    const counts = new Float64Array(models.length)
    for (const index of indices) {
      const model = modelOf[index]!
      points[model]! += pointsOf[index]!
      counts[model]! += 1
    }
    return points.map((sum, model) => sum / (2 * counts[model]!))
  }

  const generator = new MersenneTwister(seed)
  const resampled = bootstrap({ n: battles.length, rounds, generator }, sharesOf)
  const shares = sharesOf(Uint32Array.from(battles, (_, i) => i))
  const battlesOf = Map.groupBy(battles, ({ model }) => model)
  return models.map((model, i) => {
    // A small model may be missing from a resample; that round says nothing of it.
    const ratings = resampled.map((round) => eloOfShare(round[i]!)).filter((rating) => !Number.isNaN(rating))
    const [low, high] = percents.map((percent) => 100 * shareOfElo(percentile(ratings, percent)))
    return {
      model,
      score: 100 * shares[i]!,
      battles: battlesOf.get(model)!.length,
      low: numberOrNull(low!),
      high: numberOrNull(high!),
    }
  })
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
