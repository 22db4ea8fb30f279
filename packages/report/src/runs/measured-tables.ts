import type { SeedResults } from '@retable/core'
import { meanOf } from '@retable/stats'
import type { Table } from '../tables/table.ts'

/** Metrics that say how an answer came out and nothing of how good it was. */
const bookkeeping = new Set(['no_answer'])

/**
 * All that a run measured: settings as rows and metrics as columns, in one table for each group of metrics that the
 * same settings have. Of several seeds the mean, with the standard error between seeds; where only some of them have a
 * setting, how many.
 */
export function measuredTables(results: readonly SeedResults[]): readonly Table[] {
  const metrics = new Map<string, Metric>()
  for (const { settings } of results) {
    for (const { setting, measurements } of settings) {
      for (const { name, value, unit, standardError } of measurements) {
        if (bookkeeping.has(name)) continue
        const metric = metrics.get(name) ?? { name, unit, bySetting: new Map<string, Measured[]>() }
        metrics.set(name, metric)
        metric.bySetting.set(setting, [...(metric.bySetting.get(setting) ?? []), { value, standardError }])
      }
    }
  }
  const groups = Map.groupBy(metrics.values(), ({ bySetting }) => [...bySetting.keys()].toSorted().join('\n'))
  return [...groups.values()].map((group) => ({
    title: `measured: ${group.map(({ name }) => name).join(', ')}`,
    name: 'measured',
    columns: [
      { title: 'setting' },
      ...group.map(({ name, unit }) => ({ title: titleOf(name, unit), align: 'right' as const })),
    ],
    rows: [...group[0]!.bySetting.keys()].map((setting) => [
      setting,
      ...group.map(({ bySetting, unit }) => cellOf(bySetting.get(setting)!, unit, results.length)),
    ]),
  }))
}

interface Metric {
  readonly name: string
  readonly unit: string
  readonly bySetting: Map<string, Measured[]>
}

/** What one seed measured. */
interface Measured {
  readonly value: number
  readonly standardError: number | null
}

function titleOf(name: string, unit: string): string {
  if (unit === 'fraction') return `${name}, %`
  return unit === '' || name === unit || unit === 'coefficient' ? name : `${name}, ${unit}`
}

function cellOf(seeds: readonly Measured[], unit: string, all: number) {
  const defined = seeds.filter(({ value }) => Number.isFinite(value))
  if (defined.length === 0) return { text: '–', data: null }
  const scale = unit === 'fraction' ? 100 : 1
  const decimals = unit === 'fraction' ? 1 : 2
  const { mean, standardError } =
    seeds.length === 1
      ? { mean: seeds[0]!.value, standardError: seeds[0]!.standardError }
      : meanOf(defined.map(({ value }) => value))
  // A little below 0 is 0, without a sign.
  const shown = (value: number) => (scale * value).toFixed(decimals).replace(/^-(?=0\.?0*$)/, '')
  // A seed in which it is not defined, or not measured, has no part in the mean.
  const of = defined.length < all ? ` (${defined.length} of ${all} seeds)` : ''
  return {
    text: `${shown(mean)}${standardError === null ? '' : ` ± ${shown(standardError)}`}${of}`,
    data: mean,
  }
}
