import type { Measurement } from '@retable/core'
import { measurement } from '@retable/evaluators/measurement'
import { clusteredMean } from '@retable/stats'

/** A judgement of both. */
export interface Both {
  readonly item: string
  /** What the item shares with others, which are not independent of it. */
  readonly source: string
  readonly score: number
  readonly other: number
}

/** The mean difference, with the standard error of what is independent. */
export function meanOf(name: string, both: readonly Both[], unit: 'fraction' | 'points'): Measurement {
  const values = both.map(({ score, other }) => score - other)
  const { mean, standardError } = clusteredMean(
    values,
    both.map(({ source }) => source),
  )
  return measurement(name, mean, { n: both.length, unit, standardError })
}

/** A standard error with the interval that it makes; nothing where it is not known. */
export function withError(value: number, standardError: number | null) {
  if (standardError === null || !Number.isFinite(standardError)) return {}
  const [low, high] = [value - 1.96 * standardError, value + 1.96 * standardError]
  return { standardError, interval: { low, high, level: 0.95, method: 'normal' as const } }
}
