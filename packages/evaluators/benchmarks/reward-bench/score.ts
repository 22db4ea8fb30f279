import type { Measurement } from '@retable/core'
import { measurement, wilson } from '../../measure/measurement.ts'
import { meanInterval } from '../../measure/measurements.ts'
import { priorSets, type Section } from './subsets.ts'
import type { Weighting } from './weighting.ts'

/** What a judge or model got in one subset: `right` may hold halves, for verdicts that could not be read. */
export interface SubsetResult {
  readonly right: number
  /** Right values squared and summed: `right` again where every verdict is 0 or 1. */
  readonly rightSquared: number
  readonly n: number
  /** Set where a file gives the figure and nobody the number of items; `n` is then 1. */
  readonly isSizeUnknown?: boolean
}

/** Subset id to its result. */
export type Results = ReadonlyMap<string, SubsetResult>

/**
 * Score, sections and subsets. A section is the weighted mean of the subsets that are there (a missing one is skipped,
 * as the program does); a section without any is left out, and so is the score, which the program would count it in as 0.
 * Standard errors take subsets as strata: items are drawn within each.
 */
export function rewardBenchScore(results: Results, weighting: Weighting): Measurement[] {
  const found = new Map(
    [...weighting.weights].map(([section, weights]) => [section, strata(results, weights)]),
  )
  const parts = [...found].flatMap(([section, members]) =>
    members.length === 0 ? [] : [{ section, ...weightedMean(members) }],
  )
  const prior = priorMean(results)
  const measurements: Measurement[] = []
  if (parts.length === weighting.weights.size) {
    const members = parts.map((part) => ({ ...part, weight: 1 }))
    const withPrior =
      prior === null || weighting.priorWeight === null
        ? members
        : [...members, { ...prior, weight: weighting.priorWeight }]
    measurements.push(weightedMeasurement('score', weightedMean(withPrior)))
  }
  for (const part of parts) measurements.push(weightedMeasurement(part.section, part))
  if (prior !== null && weighting.priorWeight !== null)
    measurements.push(weightedMeasurement('prior_sets', prior))
  for (const [id, result] of results) measurements.push(subsetMeasurement(id, result))
  return measurements
}

/** Sections of a weighting that no subset of `results` belongs to. */
export function emptySections(results: Results, weighting: Weighting): Section[] {
  return [...weighting.weights].flatMap(([section, weights]) =>
    strata(results, weights).length === 0 ? [section] : [],
  )
}

/** A mean with its variance. */
interface Stratum {
  readonly weight: number
  readonly mean: number
  readonly variance: number | null
  readonly n: number
  /** Whether all its values are the same. */
  readonly isFlat: boolean
}

function strata(results: Results, weights: ReadonlyMap<string, number>): Stratum[] {
  return [...weights].flatMap(([id, weight]) => {
    const result = results.get(id)
    return result === undefined ? [] : [{ weight, ...moments(result) }]
  })
}

/** The prior sets alike; null where none is there. */
function priorMean(results: Results): Omit<Stratum, 'weight'> | null {
  const members = strata(results, new Map(priorSets.map((id) => [id, 1])))
  return members.length === 0 ? null : weightedMean(members)
}

function weightedMean(members: readonly Stratum[]): Omit<Stratum, 'weight'> {
  const total = members.reduce((sum, { weight }) => sum + weight, 0)
  const mean = members.reduce((sum, { weight, mean }) => sum + weight * mean, 0) / total
  const known = members.every(({ variance }) => variance !== null)
  const variance = members.reduce((sum, { weight, variance }) => sum + weight ** 2 * (variance ?? 0), 0)
  return {
    mean,
    variance: known ? variance / total ** 2 : null,
    n: members.reduce((sum, { n }) => sum + n, 0),
    isFlat: members.every((member) => member.isFlat),
  }
}

function moments({ right, rightSquared, n, isSizeUnknown }: SubsetResult): Omit<Stratum, 'weight'> {
  const mean = right / n
  if (isSizeUnknown) return { mean, variance: null, n: 0, isFlat: false }
  // The sample variance of the values over n, from their sums.
  const variance = n < 2 ? null : Math.max(0, rightSquared / n - mean ** 2) / (n - 1)
  return { mean, variance, n, isFlat: right ** 2 === rightSquared * n }
}

function subsetMeasurement(id: string, result: SubsetResult): Measurement {
  const { mean, variance, n } = moments(result)
  const standardError = variance === null ? null : Math.sqrt(variance)
  const interval = n === 0 ? null : wilson(mean, n)
  return measurement(`subset/${id}`, mean, { n, unit: 'fraction', standardError, interval })
}

function weightedMeasurement(
  name: string,
  { mean, variance, n, isFlat }: Omit<Stratum, 'weight'>,
): Measurement {
  const standardError = variance === null ? null : Math.sqrt(variance)
  const interval = meanInterval({ mean, standardError, independent: n, isFlat, unit: 'fraction' })
  return measurement(name, mean, { n, unit: 'fraction', standardError, interval })
}
