import type { Measurement, SampleScore } from '@retable/core'
import { measurement, wilson } from '@retable/evaluators/measurement'
import { clusteredMean, cohenKappa } from '@retable/stats'
import type { PreparedJudging } from './judge-tasks.ts'

/** Two judgings of the same items, held against each other. */
export interface Agreement {
  /** Judgements of which both have one. */
  readonly n: number
  readonly measurements: readonly Measurement[]
}

/** A judgement of both. */
interface Both {
  readonly item: string
  readonly score: number
  readonly other: number
}

/** Verdicts of both on one order of an item. */
interface BothVerdicts {
  readonly item: string
  /** 0 for the responses' own order, 1 for the swapped one. */
  readonly order: number
  readonly own: string
  readonly other: string
}

/** Of each item its verdicts, as a procedure reads them of a file. */
export type VerdictsOf = ReadonlyMap<string, readonly (string | null)[]>

/**
 * How far two judgings agree: the share of equal verdicts, in each order, with Wilson's interval where an item has one verdict,
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
  }: {
    readonly prefix: string
    readonly bounds?: { readonly least: number; readonly most: number } | undefined
    /** Tasks whose traits are looked into. */
    readonly tasks?: PreparedJudging['tasks']
    /** If left out, a score over, under or at half of what there is between the bounds is one, and of ratings the rating. */
    readonly verdicts?: { readonly own: VerdictsOf; readonly others: VerdictsOf } | undefined
  },
): Agreement {
  const known = new Map(others.map((each) => [keyOf(each), each.score]))
  const both = scores.flatMap((each): Both[] => {
    const other = known.get(keyOf(each))
    return other === undefined ? [] : [{ item: each.item, score: each.score, other }]
  })
  if (both.length === 0) return { n: 0, measurements: [] }
  const n = both.length
  const unit = bounds.most === 1 ? 'fraction' : 'points'
  const squares = both.map(({ score, other }) => (score - other) ** 2 / 2)
  const alike = verdicts === undefined ? verdictsOfScores(both, bounds) : verdictsOfBoth(verdicts)
  return {
    n,
    measurements: [
      ...verdictMeasurements(alike, prefix),
      meanOf(
        `${prefix}_mean_here`,
        both.map(({ item, score }) => ({ item, score, other: 0 })),
        unit,
      ),
      meanOf(
        `${prefix}_mean_there`,
        both.map(({ item, other }) => ({ item, score: other, other: 0 })),
        unit,
      ),
      meanOf(`${prefix}_difference`, both, unit),
      measurement(`${prefix}_variance`, squares.reduce((sum, each) => sum + each, 0) / n, {
        n,
        unit: 'coefficient',
      }),
      ...(verdicts === undefined ? [] : swayedByOrder(alike, prefix)),
      ...swayedBy(both, tasks, { prefix, unit }),
    ],
  }
}

function verdictsOfScores(
  both: readonly Both[],
  bounds: { readonly least: number; readonly most: number },
): readonly BothVerdicts[] {
  const verdict = verdictIn(bounds)
  return both.map(({ item, score, other }) => ({
    ...{ item, order: 0, own: verdict(score), other: verdict(other) },
  }))
}

/** Those that both have. */
function verdictsOfBoth({
  own,
  others,
}: {
  readonly own: VerdictsOf
  readonly others: VerdictsOf
}): readonly BothVerdicts[] {
  return [...own].flatMap(([item, verdicts]) =>
    verdicts.flatMap((verdict, order): BothVerdicts[] => {
      const other = others.get(item)?.[order] ?? null
      return verdict === null || other === null ? [] : [{ item, order, own: verdict, other }]
    }),
  )
}

function verdictMeasurements(all: readonly BothVerdicts[], prefix: string): Measurement[] {
  const n = all.length
  if (n === 0) return []
  const items = all.map(({ item }) => item)
  const equal = all.map(({ own, other }) => (own === other ? 1 : 0))
  const { mean, standardError } = clusteredMean(equal, items)
  // Orders of one pair are not independent: then the error is that of the pairs.
  const isOneEach = new Set(items).size === n
  const kappa = cohenKappa(
    all.map(({ own }) => own),
    all.map(({ other }) => other),
  )
  return [
    measurement(`${prefix}_agreement`, mean, {
      ...{ n, unit: 'fraction' },
      ...(isOneEach ? { interval: wilson(mean, n) } : withError(mean, standardError)),
    }),
    ...(Number.isNaN(kappa) ? [] : [measurement(`${prefix}_kappa`, kappa, { n, unit: 'coefficient' })]),
  ]
}

/** How much more often the one judge than the other is for what it is shown first, less for what it is shown second. */
function swayedByOrder(all: readonly BothVerdicts[], prefix: string): Measurement[] {
  const orders = new Set(all.map(({ order }) => order))
  const isOfPairs = all.some(({ own, other }) => own === 'first' || other === 'first')
  if (orders.size !== 2 || !isOfPairs) return []
  const favours = (verdict: string, order: number) =>
    verdict === 'tie' ? 0 : (verdict === 'first') === (order === 0) ? 1 : -1
  const { mean, standardError } = clusteredMean(
    all.map(({ own, other, order }) => favours(own, order) - favours(other, order)),
    all.map(({ item }) => item),
  )
  return [
    measurement(`${prefix}_position_bias`, mean, {
      ...{ n: all.length, unit: 'fraction' },
      ...withError(mean, standardError),
    }),
  ]
}

/** A standard error with the interval that it makes; nothing where it is not known. */
function withError(value: number, standardError: number | null) {
  if (standardError === null || !Number.isFinite(standardError)) return {}
  const [low, high] = [value - 1.96 * standardError, value + 1.96 * standardError]
  return { standardError, interval: { low, high, level: 0.95, method: 'normal' as const } }
}

/** How much more the difference is where the judged output stood first, and where it is the longer one. */
function swayedBy(
  both: readonly Both[],
  tasks: PreparedJudging['tasks'],
  { prefix, unit }: { readonly prefix: string; readonly unit: 'fraction' | 'points' },
): Measurement[] {
  const traits = new Map(tasks.flatMap(({ traits }) => (traits === undefined ? [] : [[traits.item, traits]])))
  const told = both.filter(({ item }) => traits.has(item))
  return (['isFirst', 'isLonger'] as const).flatMap((trait) => {
    const [those, rest] = [true, false].map((has) =>
      told.filter(({ item }) => traits.get(item)![trait] === has),
    )
    if (those!.length < 2 || rest!.length < 2) return []
    const [one, other] = [meanOf('', those!, unit), meanOf('', rest!, unit)]
    const name = `${prefix}_${trait === 'isFirst' ? 'position' : 'length'}_bias`
    const standardError = Math.hypot(one.standardError ?? Number.NaN, other.standardError ?? Number.NaN)
    const value = one.value - other.value
    const n = those!.length + rest!.length
    return [measurement(name, value, { n, unit, ...withError(value, standardError) })]
  })
}

function meanOf(name: string, both: readonly Both[], unit: 'fraction' | 'points'): Measurement {
  const values = both.map(({ score, other }) => score - other)
  const { mean, standardError } = clusteredMean(
    values,
    both.map(({ item }) => item),
  )
  return measurement(name, mean, { n: both.length, unit, standardError })
}

function verdictIn({ least, most }: { readonly least: number; readonly most: number }) {
  if (most - least > 1) return (score: number) => String(score)
  const half = (least + most) / 2
  return (score: number) => (score > half ? 'win' : score < half ? 'loss' : 'tie')
}

function keyOf({ item, sample }: SampleScore): string {
  return JSON.stringify([item, sample])
}
