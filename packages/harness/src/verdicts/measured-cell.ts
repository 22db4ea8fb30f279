import type { CellMapping, NamedMeasurement, SeedResults, Versioned } from '@retable/core'
import { meanOf } from '@retable/stats'

/** What a run measured for a cell, in the measurement's own unit. */
export interface MeasuredCell {
  /** Of several seeds their mean, with the standard error between them. */
  readonly value: number
  readonly standardError: number | null
  readonly unit: string
  /** Independent items behind it: of several seeds those of the one with the fewest, as seeds may share theirs. */
  readonly n: number
  /** One for each seed that measured it. */
  readonly perSeed: readonly NamedMeasurement[]
  /** Whether no run of ours trained the model: it was evaluated as it was given. */
  readonly isGiven: boolean
  /** What the items are of, where that is known. */
  readonly benchmark: Versioned | null
}

/** The measurement that a cell is mapped to; undefined where no seed measured it. */
export function measuredFor(
  { measured: { setting, metric } }: CellMapping,
  results: readonly SeedResults[],
): MeasuredCell | undefined {
  const found = results.flatMap(({ seed, settings }) => {
    const ofSetting = settings.filter((result) => result.setting === setting)
    const all = ofSetting.flatMap(({ measurements, benchmark }) =>
      measurements.map((measurement) => ({ measurement, benchmark, seed })),
    )
    return all.find(({ measurement }) => measurement.name === metric) ?? []
  })
  const [first] = found
  if (first === undefined) return undefined
  const perSeed = found.map(({ measurement }) => measurement)
  const { value, standardError, unit } = first.measurement
  const between = meanOf(perSeed.map((each) => each.value))
  return {
    value: perSeed.length === 1 ? value : between.mean,
    standardError: perSeed.length === 1 ? standardError : between.standardError,
    unit,
    n: Math.min(...perSeed.map(({ n }) => n)),
    perSeed,
    isGiven: found.every(({ seed }) => seed === null),
    benchmark: first.benchmark,
  }
}
