import type { Measured, SeedResults, SettingResult } from '@retable/core'
import type { Bounds } from '@retable/stats'
import { HarnessError } from '../../errors.ts'

/** What a comparison of a claim rests on. */
export interface ClaimValues {
  /** Of one seed one value for each item, of several seeds each seed's mean. */
  readonly values: readonly number[]
  /** Where the values lie, if anything keeps them; none of means of seeds, whose own spread is what counts. */
  readonly bounds: Bounds | null
  readonly unit: string
  /** Items of one side that the other lacks; they are left out. */
  readonly unpaired: number
}

/** a − b, item by item where both have it. */
export function pairedDifferences(results: readonly SeedResults[], a: Measured, b: Measured): ClaimValues {
  return valuesOf(results, ({ settings }) => {
    const [first, second] = [measuredIn(settings, a), measuredIn(settings, b)]
    const others = new Map(second.items.map(({ item, value }) => [item, value]))
    const values = first.items.flatMap(({ item, value }) => {
      const other = others.get(item)
      return other === undefined ? [] : [value - other]
    })
    const most = first.most === second.most ? first.most : null
    return {
      values,
      most,
      unit: first.unit,
      unpaired: first.items.length + second.items.length - 2 * values.length,
    }
  })
}

/** A measurement's values, turned round where the claim says that they are below 0. */
export function signedValues(results: readonly SeedResults[], of: Measured, sign: 1 | -1): ClaimValues {
  return valuesOf(results, ({ settings }) => {
    const { items, most, unit } = measuredIn(settings, of)
    return { values: items.map(({ value }) => sign * value), most, unit, unpaired: 0 }
  })
}

interface SeedValues {
  readonly values: readonly number[]
  readonly most: number | null
  readonly unit: string
  readonly unpaired: number
}

function valuesOf(results: readonly SeedResults[], of: (seed: SeedResults) => SeedValues): ClaimValues {
  const seeds = results.map(of)
  const unpaired = seeds.reduce((sum, seed) => sum + seed.unpaired, 0)
  const [only] = seeds
  const unit = only?.unit ?? ''
  if (seeds.length !== 1 || only === undefined) {
    const means = seeds.map(({ values }) => values.reduce((sum, value) => sum + value, 0) / values.length)
    return { values: means, bounds: null, unit, unpaired }
  }
  const { values, most } = only
  return { values, bounds: most === null ? null : { least: -most, most }, unit, unpaired }
}

/** The most that a value of a unit can be; the least is 0. */
const mostOf: Readonly<Record<string, number>> = { fraction: 1, percent: 100 }

/** Whether a seed measures it. */
export function isMeasuredIn(settings: readonly SettingResult[], of: Measured): boolean {
  return resultFor(settings, of) !== undefined
}

function resultFor(settings: readonly SettingResult[], { setting, metric }: Measured) {
  return settings.find((each) => each.setting === setting && metric in each.units)
}

function measuredIn(settings: readonly SettingResult[], { setting, metric }: Measured) {
  const result = resultFor(settings, { setting, metric })
  if (result === undefined) {
    const message = `no ${metric} was measured for "${setting}", which a claim is about; correct the claim’s setting or metric`
    throw new HarnessError('harness/claim', message)
  }
  const unit = result.measurements.find(({ name }) => name === metric)?.unit ?? ''
  return { items: result.units[metric]!, most: mostOf[unit] ?? null, unit }
}
