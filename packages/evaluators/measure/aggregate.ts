import type { Grade, Interval, Measurement, Variant } from '@retable/core'
import { clusteredMean, consistency, majorityScore, meanOf, passAtK, type Mean } from '@retable/stats'
import { measurement, normal, wilson } from './measurement.ts'
import { countOf, isFlat } from './measurements.ts'

/** Grades of every sample of every item: item id to its grades, in sampling order. */
export type GradesByItem = ReadonlyMap<string, readonly Grade[]>

/**
 * The measurements of an exact-match benchmark. Each is a mean over items, an item's value being the
 * mean over its samples, so standard errors treat an item's samples as one cluster.
 *
 * - `accuracy`, `no_answer`: shares
 * - each of the variant's own measures: mean over the outputs that have an answer
 * - what the variant itself aggregates
 * - with several samples per item, `consistency`: mean share of samples that give the item's most common answer
 * - with several samples per item, for k = 2, 4, 8, ... and all: `maj@k` (first k samples, ties to the
 *   answer seen first), `maj@k_expected` (ties broken at random) and `pass@k` (unbiased)
 * - `outputs`: the number of outputs
 */
export function aggregate(grades: GradesByItem, variant: Variant): Measurement[] {
  const items = [...grades.values()].filter((samples) => samples.length > 0)
  const samplesPerItem = items.reduce((least, samples) => Math.min(least, samples.length), Infinity)
  const single = items.every((samples) => samples.length === 1)
  return [
    share(
      'accuracy',
      itemMeans(items, (grade) => grade.score),
      single,
    ),
    share(
      'no_answer',
      itemMeans(items, (grade) => (grade.extracted === null ? 1 : 0)),
      single,
    ),
    ...ownMeasures(items, variant),
    ...(variant.aggregate?.(grades) ?? []),
    ...agreement(items, variant, samplesPerItem),
    ...sampleCounts(samplesPerItem).flatMap((k) => overSamples(items, variant, k, samplesPerItem)),
    countOf(
      'outputs',
      items.reduce((sum, samples) => sum + samples.length, 0),
    ),
  ]
}

/** How far an item's samples agree, where it has several. */
function agreement(
  items: readonly (readonly Grade[])[],
  variant: Variant,
  samplesPerItem: number,
): Measurement[] {
  if (!Number.isFinite(samplesPerItem) || samplesPerItem < 2) return []
  const answers = items.map((samples) => samples.map(({ extracted }) => extracted))
  const values = answers.map((given) => consistency(given, { nullVotes: variant.unparsedVotes }))
  return [share('consistency', values, false)]
}

/** 2, 4, 8, ... below the number of samples, and that number. */
function sampleCounts(samplesPerItem: number): number[] {
  if (!Number.isFinite(samplesPerItem) || samplesPerItem < 2) return []
  const counts: number[] = []
  for (let k = 2; k < samplesPerItem; k *= 2) counts.push(k)
  return [...counts, samplesPerItem]
}

function overSamples(
  items: readonly (readonly Grade[])[],
  variant: Variant,
  k: number,
  samplesPerItem: number,
): Measurement[] {
  const votes = items.map((samples) =>
    majorityScore(samples.slice(0, k), { nullVotes: variant.unparsedVotes }),
  )
  const passes = items.map((samples) => {
    const right = samples.filter((grade) => grade.score === 1).length
    return passAtK(samples.length, right, k)
  })
  const firstSeen = votes.map((vote) => vote.firstSeen)
  const expected = votes.map((vote) => vote.expected)
  return [
    share(`maj@${k}`, firstSeen, true),
    share(`maj@${k}_expected`, expected, false),
    share(`pass@${k}`, passes, k === samplesPerItem && items.every((samples) => samples.length === k)),
  ]
}

/** An item's value is the mean over its samples. */
export function itemMeans(items: readonly (readonly Grade[])[], value: (grade: Grade) => number): number[] {
  return items.map((samples) => samples.reduce((sum, grade) => sum + value(grade), 0) / samples.length)
}

function ownMeasures(items: readonly (readonly Grade[])[], variant: Variant): Measurement[] {
  return Object.entries(variant.measures ?? {}).map(([name, unit]) => {
    const found = items.flatMap((samples, item) =>
      samples.flatMap((grade) => {
        const value = grade.measures?.[name]
        return value === undefined ? [] : [{ value, item: String(item) }]
      }),
    )
    const values = found.map(({ value }) => value)
    const { mean, standardError, n } = clusteredMean(
      values,
      found.map(({ item }) => item),
    )
    const interval = standardError === null || isFlat(values) ? null : normal(mean, standardError)
    return measurement(name, mean, { n, unit, standardError, interval })
  })
}

/**
 * A share of items as a measurement.
 *
 * @param values - one number from 0 to 1 per item
 * @param binary - every value is 0 or 1, so that Wilson's interval holds; where they all happen to be, it is seen
 */
export function share(name: string, values: readonly number[], binary: boolean): Measurement {
  const found = meanOf(values)
  const { mean, standardError, n } = found
  const interval = shareInterval(found, binary || values.every(isCounted) || isFlat(values))
  return measurement(name, mean, { n, unit: 'fraction', standardError, interval })
}

/** Whether an item is wholly right or wholly wrong, as all samples of it may be. */
function isCounted(value: number): boolean {
  return value === 0 || value === 1
}

/**
 * The 95 % interval of a share of n items. Items that all agree show no spread, but n of them leave room for others:
 * Wilson's interval says how much.
 *
 * @param isCount - every item's value is 0 or 1, or all are equal
 */
export function shareInterval({ mean, standardError, n }: Mean, isCount: boolean): Interval | null {
  if (n > 0 && isCount) return wilson(mean, n)
  if (standardError === null) return null
  const { low, high, ...how } = normal(mean, standardError)
  return { ...how, low: Math.max(0, low), high: Math.min(1, high) }
}
