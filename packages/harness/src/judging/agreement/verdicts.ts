import type { Measurement } from '@retable/core'
import { measurement, wilson } from '@retable/evaluators/measurement'
import { clusteredMean, cohenKappa } from '@retable/stats'
import { withError, type Both } from './clustered.ts'

/** Verdicts of both on one order of an item. */
export interface BothVerdicts {
  /** What the item shares with others, which are not independent of it. */
  readonly source: string
  /** 0 for the responses' own order, 1 for the swapped one. */
  readonly order: number
  readonly own: string
  readonly other: string
}

/** Of each item its verdicts, as a procedure reads them of a file. */
export type VerdictsOf = ReadonlyMap<string, readonly (string | null)[]>

/** Those that scores come to: win, tie or loss, and of ratings the rating. */
export function verdictsOfScores(
  both: readonly Both[],
  bounds: { readonly least: number; readonly most: number },
): readonly BothVerdicts[] {
  const verdict = verdictIn(bounds)
  return both.map(({ source, score, other }) => ({
    ...{ source, order: 0, own: verdict(score), other: verdict(other) },
  }))
}

/** Those that both have. */
export function verdictsOfBoth(
  { own, others }: { readonly own: VerdictsOf; readonly others: VerdictsOf },
  sourceOf: (item: string) => string,
): readonly BothVerdicts[] {
  return [...own].flatMap(([item, verdicts]) =>
    verdicts.flatMap((verdict, order): BothVerdicts[] => {
      const other = others.get(item)?.[order] ?? null
      return verdict === null || other === null
        ? []
        : [{ source: sourceOf(item), order, own: verdict, other }]
    }),
  )
}

/** The share of equal verdicts, and Cohen's kappa. */
export function verdictMeasurements(all: readonly BothVerdicts[], prefix: string): Measurement[] {
  const n = all.length
  if (n === 0) return []
  const sources = all.map(({ source }) => source)
  const equal = all.map(({ own, other }) => (own === other ? 1 : 0))
  const { mean, standardError } = clusteredMean(equal, sources)
  // Orders of one pair, and turns of one question, are not independent: then the error is that of the pairs.
  const independent = new Set(sources).size
  // Where all are alike no error tells how sure that is.
  const isOfShare = independent === n || standardError === 0
  const kappa = cohenKappa(
    all.map(({ own }) => own),
    all.map(({ other }) => other),
  )
  return [
    measurement(`${prefix}_agreement`, mean, {
      ...{ n, unit: 'fraction' },
      ...(isOfShare ? { interval: wilson(mean, independent) } : withError(mean, standardError)),
    }),
    ...(Number.isNaN(kappa) ? [] : [measurement(`${prefix}_kappa`, kappa, { n, unit: 'coefficient' })]),
  ]
}

/** How much more often the one judge than the other is for what it is shown first, less for what it is shown second. */
export function swayedByOrder(all: readonly BothVerdicts[], prefix: string): Measurement[] {
  const orders = new Set(all.map(({ order }) => order))
  const isOfPairs = all.some(({ own, other }) => own === 'first' || other === 'first')
  if (orders.size !== 2 || !isOfPairs) return []
  const favours = (verdict: string, order: number) =>
    verdict === 'tie' ? 0 : (verdict === 'first') === (order === 0) ? 1 : -1
  const { mean, standardError } = clusteredMean(
    all.map(({ own, other, order }) => favours(own, order) - favours(other, order)),
    all.map(({ source }) => source),
  )
  return [
    measurement(`${prefix}_position_bias`, mean, {
      ...{ n: all.length, unit: 'fraction' },
      ...withError(mean, standardError),
    }),
  ]
}

function verdictIn({ least, most }: { readonly least: number; readonly most: number }) {
  if (most - least > 1) return (score: number) => String(score)
  const half = (least + most) / 2
  return (score: number) => (score > half ? 'win' : score < half ? 'loss' : 'tie')
}
