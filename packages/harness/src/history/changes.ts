import type { HistoryChange, HistoryRow, PairedChange } from '@retable/core'
import { compareBenchmark } from '../compare/compare-benchmark.ts'
import { differingSettings } from '../compare/differing-settings.ts'
import type { ItemFacts } from '../compare/item-facts.ts'
import { sidesOf, type EntrySide } from './item-values.ts'
import type { Entry } from './read-entry.ts'

/**
 * The rows of one family, each set beside the run before it in its series. Only records that have a neighbour are read
 * again, one after the other.
 *
 * @param runs - the entries of each run, in the order of time
 */
export async function withChanges(
  runs: readonly (readonly Entry[])[],
  factsOf: ItemFacts,
): Promise<HistoryRow[]> {
  const counts = new Map<string, number>()
  for (const { row } of runs.flat()) counts.set(row.series, (counts.get(row.series) ?? 0) + 1)
  const last = new Map<string, { readonly row: HistoryRow; readonly side: EntrySide }>()
  const rows: HistoryRow[] = []
  for (const entries of runs) {
    const paired = entries.filter(({ row }) => counts.get(row.series)! > 1)
    const sides = paired.length === 0 ? [] : await sidesOf(paired, factsOf)
    for (const entry of entries) {
      const side = sides[paired.indexOf(entry)]
      const before = last.get(entry.row.series)
      const change = before === undefined || side === undefined ? null : changeOf(before, { ...entry, side })
      rows.push({ ...entry.row, change })
      if (side !== undefined) last.set(entry.row.series, { row: entry.row, side })
    }
  }
  return rows
}

function changeOf(
  before: { readonly row: HistoryRow; readonly side: EntrySide },
  after: { readonly row: HistoryRow; readonly side: EntrySide },
): HistoryChange {
  const of = (row: HistoryRow) => ({ metric: `${row.metric} (${row.unit})` })
  const differing = [
    ...differingSettings(before.side.settled, after.side.settled),
    ...(of(before.row).metric === of(after.row).metric
      ? []
      : [`metric: ${of(before.row).metric} and ${of(after.row).metric}`]),
  ]
  const from = before.row.version ?? before.row.run
  if (differing.length > 0) return { from, difference: null, paired: null, differing }
  const difference = after.row.value - before.row.value
  return { from, difference, paired: pairedChange(before.side, after.side), differing }
}

function pairedChange({ items: before }: EntrySide, { items: after }: EntrySide): PairedChange | null {
  if (before === null || after === null) return null
  const { difference, items } = compareBenchmark(before, after).comparison
  if (difference === null) return null
  const { effect, low, high, p } = difference
  return {
    ...{ effect, low, high, p },
    items: { paired: items.paired, before: before.items.size, after: after.items.size },
  }
}
