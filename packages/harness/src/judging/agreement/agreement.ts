import type { Measurement, SampleScore } from '@retable/core'
import { measurement } from '@retable/evaluators/measurement'
import type { PreparedJudging } from '../tasks/judge-tasks.ts'
import { meanOf, type Both } from './clustered.ts'
import { swayedBy } from './swayed-by.ts'
import {
  swayedByOrder,
  verdictMeasurements,
  verdictsOfBoth,
  verdictsOfScores,
  type VerdictsOf,
} from './verdicts.ts'

/** Two judgings of the same items, held against each other. */
export interface Agreement {
  /** Judgements of which both have one. */
  readonly n: number
  readonly measurements: readonly Measurement[]
}

/**
 * How far two judgings agree: the share of equal verdicts, in each order, with Wilson's interval where each verdict is
 * independent,
 * and Cohen's kappa; by the scores that a variant gives their items the mean difference, and half the mean squared difference:
 * what one judging's variance is, where both are draws of one judge.
 *
 * @param scores - of the judging in question
 * @param others - of the one that it is held against
 */
export function agreementOf(
  scores: readonly SampleScore[],
  others: readonly SampleScore[],
  {
    prefix,
    bounds = { least: 0, most: 1 },
    tasks = [],
    verdicts,
    sourceOf = (item) => item,
  }: {
    readonly prefix: string
    readonly bounds?: { readonly least: number; readonly most: number } | undefined
    /** Tasks whose traits are looked into. */
    readonly tasks?: PreparedJudging['tasks']
    /** If left out, or of nothing that both have, a score over, under or at half of what there is between the bounds is one, and of ratings the rating. */
    readonly verdicts?: { readonly own: VerdictsOf; readonly others: VerdictsOf } | undefined
    /** What an item shares with others, as both turns of a question: such items are not independent. */
    readonly sourceOf?: ((item: string) => string) | undefined
  },
): Agreement {
  const known = new Map(others.map((each) => [keyOf(each), each.score]))
  const both = scores.flatMap((each): Both[] => {
    const other = known.get(keyOf(each))
    return other === undefined
      ? []
      : [{ item: each.item, source: sourceOf(each.item), score: each.score, other }]
  })
  if (both.length === 0) return { n: 0, measurements: [] }
  const n = both.length
  const unit = bounds.most === 1 ? 'fraction' : 'points'
  const squares = both.map(({ score, other }) => (score - other) ** 2 / 2)
  const inOrders = verdicts === undefined ? [] : verdictsOfBoth(verdicts, sourceOf)
  // Battles, for instance, are scores alone.
  const alike = inOrders.length > 0 ? inOrders : verdictsOfScores(both, bounds)
  return {
    n,
    measurements: [
      ...verdictMeasurements(alike, prefix),
      meanOf(
        `${prefix}_mean_here`,
        both.map((each) => ({ ...each, other: 0 })),
        unit,
      ),
      meanOf(
        `${prefix}_mean_there`,
        both.map((each) => ({ ...each, score: each.other, other: 0 })),
        unit,
      ),
      meanOf(`${prefix}_difference`, both, unit),
      measurement(`${prefix}_variance`, squares.reduce((sum, each) => sum + each, 0) / n, {
        n,
        unit: 'coefficient',
      }),
      ...swayedByOrder(inOrders, prefix),
      ...swayedBy(both, tasks, { prefix, unit }),
    ],
  }
}

function keyOf({ item, sample }: SampleScore): string {
  return JSON.stringify([item, sample])
}
