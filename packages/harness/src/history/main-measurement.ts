import type { HistoryRow, NamedMeasurement } from '@retable/core'
import { meanOf } from '@retable/stats'
import { studentQuantile } from '@retable/stats/numeric'
import type { MeasuredSeed, MeasuredSetting } from '../results/read-measured.ts'

/** One metric of a setting, of all seeds together. */
export type MainMeasurement = Pick<HistoryRow, 'metric' | 'unit' | 'value' | 'interval' | 'n' | 'seeds'>

/** What a setting measured, seed by seed: a setting may stand in parts, evaluated first and measured later on. */
export interface MeasuredParts {
  readonly setting: string
  /** The parts of each seed. */
  readonly seeds: readonly (readonly MeasuredSetting[])[]
}

/** The settings of a record, in their order. */
export function settingsIn(results: readonly MeasuredSeed[]): MeasuredParts[] {
  const names = new Set(results.flatMap(({ settings }) => settings.map(({ setting }) => setting)))
  return [...names].map((setting) => ({
    setting,
    seeds: results
      .map(({ settings }) => settings.filter((each) => each.setting === setting))
      .filter((parts) => parts.length > 0),
  }))
}

/**
 * The metric that is asked for, else accuracy, else the first with an interval, else the first. Of several seeds the mean,
 * with the interval of Student's t between them.
 *
 * @returns undefined where the setting has no such metric
 */
export function mainMeasurement({ seeds }: MeasuredParts, asked?: string): MainMeasurement | undefined {
  const [first = []] = seeds.map((parts) => parts.flatMap(({ measurements }) => measurements))
  const main =
    first.find(({ name }) => name === (asked ?? 'accuracy')) ??
    (asked === undefined ? (first.find(({ interval }) => interval !== null) ?? first[0]) : undefined)
  if (main === undefined) return undefined
  const each = seeds.flatMap((parts) =>
    parts.flatMap(({ measurements }) => measurements.filter(({ name }) => name === main.name)).slice(0, 1),
  )
  const { name: metric, unit } = main
  const n = Math.min(...each.map((one) => one.n))
  return { metric, unit, n, seeds: each.length, ...overSeeds(each) }
}

function overSeeds(each: readonly NamedMeasurement[]): Pick<HistoryRow, 'value' | 'interval'> {
  const [one] = each
  if (each.length === 1) return { value: one!.value, interval: ends(one!.interval) }
  const { mean, standardError } = meanOf(each.map(({ value }) => value))
  if (standardError === null || Number.isNaN(mean)) return { value: mean, interval: null }
  const half = studentQuantile(0.05, each.length - 1) * standardError
  return { value: mean, interval: { low: mean - half, high: mean + half } }
}

function ends(interval: NamedMeasurement['interval']): HistoryRow['interval'] {
  return interval === null ? null : { low: interval.low, high: interval.high }
}
