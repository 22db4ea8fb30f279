import type { UnitValues } from '@retable/core'
import type { Scored } from '@retable/core/preference'
import { kendallTau, spearman } from '@retable/stats/rank'
import type { RankedResponse } from '../setup.ts'

/**
 * How well scores agree with ranks, instruction by instruction (section 3.2.3). What the text leaves open is assumed: a
 * tie of scores agrees with no order; a response without a score that could be read agrees with nothing; and where the
 * scores of an instruction have no order at all, or one lacks, its correlations are 0.
 */
export function rewardAbility(scored: readonly Scored<RankedResponse>[]): UnitValues[] {
  const byItem = [...Map.groupBy(scored, ({ of }) => of.item)]
  const each = (metric: string, unit: string, value: (all: Ranked) => number | null): UnitValues => ({
    metric,
    unit,
    values: byItem.flatMap(([item, all]) => {
      const found = value(all.map(({ of, score }) => ({ rank: of.rank, score: score ?? NaN })))
      return found === null ? [] : [{ item, value: found }]
    }),
  })
  return [
    each('pairwise accuracy', 'fraction', (all) => {
      const pairs = pairsOf(all)
      return pairs.filter(agrees).length / pairs.length
    }),
    each('5-best', 'fraction', fiveBest),
    each('exact match', 'fraction', (all) => Number(pairsOf(all).every(agrees))),
    each('spearman', 'coefficient', (all) => correlation(spearman, all)),
    each('kendall tau', 'coefficient', (all) => correlation(kendallTau, all)),
  ]
}

type Ranked = readonly { readonly rank: number; readonly score: number }[]

function pairsOf(all: Ranked) {
  return all.flatMap((one, i) => all.slice(i + 1).map((other) => [one, other] as const))
}

/** The better rank, which is the smaller number, has the larger score. */
function agrees([one, other]: readonly [Ranked[number], Ranked[number]]): boolean {
  return one.rank < other.rank ? one.score > other.score : one.score < other.score
}

/** Of the responses with five points, the share that is ranked first; null where none has five. */
function fiveBest(all: Ranked): number | null {
  const five = all.filter(({ score }) => score === 5)
  return five.length === 0 ? null : five.filter(({ rank }) => rank === 0).length / five.length
}

function correlation(of: (a: readonly number[], b: readonly number[]) => number, all: Ranked): number {
  const scores = all.map(({ score }) => score)
  if (scores.some(Number.isNaN)) return 0
  const value = of(
    all.map(({ rank }) => -rank),
    scores,
  )
  return Number.isNaN(value) ? 0 : value
}
