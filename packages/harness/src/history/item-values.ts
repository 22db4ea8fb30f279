import type { SideBenchmark, SideItem } from '@retable/core'
import type { ItemFacts } from '../compare/item-facts.ts'
import type { SettledSide } from '../compare/differing-settings.ts'
import { HarnessError } from '../errors.ts'
import { settingsOf, sideOfRecord } from '../compare/side-of-record.ts'
import { readManifest } from '../results/manifest-file.ts'
import { readMeasured, type MeasuredSetting } from '../results/read-measured.ts'
import { readRun } from '../results/read-run.ts'
import type { Entry } from './read-entry.ts'

/** What an entry's value was measured by, and its items where the record keeps values of them. */
export interface EntrySide {
  readonly settled: SettledSide
  readonly items: SideBenchmark | null
}

/**
 * The sides of one record's entries. Items' values come from results.json, of judgements, which have none there, from the
 * scores; where they do not come to the entry's value they are of something else, and left out.
 */
export async function sidesOf(entries: readonly Entry[], factsOf: ItemFacts): Promise<EntrySide[]> {
  const { folder } = entries[0]!.row
  const { manifest, format } = await readManifest(folder)
  const measured = await readMeasured(folder, format)
  const all = measured.flatMap(({ settings }) => settings)
  const lacksUnits = ({ row, setting }: Entry) =>
    all.some((each) => each.setting === setting && each.scores > 0 && each.units[row.metric] === undefined)
  // Scores that lie beyond a benchmark's bounds, and those that were left out of a copy, are no values to pair.
  const scored = entries.some(lacksUnits)
    ? await readRun(folder)
        .then((record) => sideOfRecord(folder, record, factsOf))
        .catch(unlessFiles)
    : undefined
  const sides: EntrySide[] = []
  for (const entry of entries) {
    const { setting, row } = entry
    const parts = all.filter((each) => each.setting === setting)
    const graded = parts.find(({ benchmark }) => benchmark !== null) ?? parts[0]!
    const { benchmark, variant } = graded
    const settled = { benchmark, variant, settings: settingsOf(manifest, setting) }
    const values = itemsOf(parts, row.metric)
    const items =
      values.size > 0
        ? await sideOfValues(entry, settled, { values, factsOf })
        : (scored?.benchmarks.find((each) => each.setting === row.series) ?? null)
    sides.push({ settled, items: items !== null && comesTo(items, row.value) ? items : null })
  }
  return sides
}

function unlessFiles(error: unknown): undefined {
  if (!(error instanceof HarnessError)) throw error
}

/** One value an item and seed. */
function itemsOf(parts: readonly MeasuredSetting[], metric: string): ReadonlyMap<string, number[]> {
  const values = new Map<string, number[]>()
  for (const { units } of parts) {
    for (const { item, value } of units[metric] ?? []) {
      const those = values.get(item)
      if (those === undefined) values.set(item, [value])
      else those.push(value)
    }
  }
  return values
}

async function sideOfValues(
  { setting, row }: Entry,
  settled: SettledSide,
  of: { readonly values: ReadonlyMap<string, number[]>; readonly factsOf: ItemFacts },
): Promise<SideBenchmark | null> {
  const { bounds, sourceOf } = await of.factsOf(row.benchmark ?? '', settled.variant?.id)
  // Of a metric of another unit nothing says how far it reaches.
  if (row.unit !== 'fraction' && bounds.least === 0 && bounds.most === 1) return null
  const items = new Map<string, SideItem>()
  for (const [id, values] of of.values) {
    if (!values.every((value) => value >= bounds.least && value <= bounds.most)) return null
    const source = sourceOf(id)
    const samples = values.map((score) => ({ score }))
    items.set(id, source === undefined ? { samples } : { samples, source })
  }
  return {
    ...{ ...settled, setting, bounds, items },
    ...{ doubts: [], notes: [], truncated: null },
  }
}

function comesTo({ items }: SideBenchmark, value: number): boolean {
  let sum = 0
  for (const { samples } of items.values()) {
    sum += samples.reduce((total, { score }) => total + score, 0) / samples.length
  }
  return Math.abs(sum / items.size - value) < 1e-9
}
