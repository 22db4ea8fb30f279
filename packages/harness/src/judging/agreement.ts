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

/**
 * How far two judgings agree, by the scores that a variant gives their items: the share of equal verdicts (a score over,
 * under or at half of what there is between the bounds; of ratings the rating itself) with Wilson's interval, Cohen's kappa,
 * the mean difference, and half the mean squared difference: what one judging's variance is, where both are draws of one
 * judge.
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
  }: {
    readonly prefix: string
    readonly bounds?: { readonly least: number; readonly most: number } | undefined
    /** Tasks whose traits are looked into. */
    readonly tasks?: PreparedJudging['tasks']
  },
): Agreement {
  const known = new Map(others.map((each) => [keyOf(each), each.score]))
  const both = scores.flatMap((each): Both[] => {
    const other = known.get(keyOf(each))
    return other === undefined ? [] : [{ item: each.item, score: each.score, other }]
  })
  if (both.length === 0) return { n: 0, measurements: [] }
  const verdict = verdictIn(bounds)
  const [own, its] = [both.map(({ score }) => verdict(score)), both.map(({ other }) => verdict(other))]
  const equal = own.filter((each, i) => each === its[i]).length / both.length
  const kappa = cohenKappa(own, its)
  const n = both.length
  const unit = bounds.most === 1 ? 'fraction' : 'points'
  const squares = both.map(({ score, other }) => (score - other) ** 2 / 2)
  return {
    n,
    measurements: [
      measurement(`${prefix}_agreement`, equal, { n, unit: 'fraction', interval: wilson(equal, n) }),
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
      ...(Number.isNaN(kappa) ? [] : [measurement(`${prefix}_kappa`, kappa, { n, unit: 'coefficient' })]),
      meanOf(`${prefix}_difference`, both, unit),
      measurement(`${prefix}_variance`, squares.reduce((sum, each) => sum + each, 0) / n, {
        n,
        unit: 'coefficient',
      }),
      ...swayedBy(both, tasks, { prefix, unit }),
    ],
  }
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
    const [with_, without] = [true, false].map((has) =>
      told.filter(({ item }) => traits.get(item)![trait] === has),
    )
    if (with_!.length < 2 || without!.length < 2) return []
    const [one, other] = [meanOf('', with_!, unit), meanOf('', without!, unit)]
    const name = `${prefix}_${trait === 'isFirst' ? 'position' : 'length'}_bias`
    const standardError = Math.hypot(one.standardError ?? Number.NaN, other.standardError ?? Number.NaN)
    const value = one.value - other.value
    const [low, high] = [value - 1.96 * standardError, value + 1.96 * standardError]
    const interval = { low, high, level: 0.95, method: 'normal' as const }
    const isKnown = Number.isFinite(standardError)
    return [
      measurement(name, value, {
        ...{ n: told.length, unit },
        ...(isKnown ? { standardError, interval } : {}),
      }),
    ]
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
