import type { Assets } from '@retable/assets'
import type { Benchmark, Item, OutputRow } from '@retable/core'

/** The item that a row of outputs belongs to, or why there is none. */
export type Match =
  | {
      readonly id: string
      readonly gold: string
      readonly question: string | undefined
      /** Of the data set; undefined where it was not needed, or has no such item. */
      readonly item: Item | undefined
    }
  | { readonly broken: string }

/**
 * Finds the items of rows. The data set is loaded only when a row needs it: one that states its own gold and an id
 * needs nothing more.
 */
export function itemMatcher(
  benchmark: Benchmark,
  assets: Assets,
  options: { readonly needsItem: boolean; readonly signal?: AbortSignal | undefined },
): (row: OutputRow) => Promise<Match> {
  let loading: Promise<ItemIndex> | undefined
  const items = () => (loading ??= loadItems(benchmark, assets, options.signal))

  return async (row) => {
    let gold: string | undefined
    try {
      gold = row.gold === undefined ? undefined : benchmark.readGold(row.gold)
    } catch (error) {
      return { broken: `its "gold" cannot be read: ${(error as Error).message}` }
    }
    const known = row.id === undefined ? undefined : benchmark.itemId(row.id)
    if (row.id !== undefined && gold !== undefined && !options.needsItem) {
      return { id: known ?? String(row.id), gold, question: row.question, item: undefined }
    }
    const { byId, byQuestion } = await items()
    const item =
      row.id === undefined
        ? byQuestion.get((row.question ?? '').trim())
        : known === undefined
          ? undefined
          : byId.get(known)
    if (item !== undefined) {
      return { id: item.id, gold: gold ?? item.gold, question: item.question, item }
    }
    if (gold === undefined) {
      const what = row.id === undefined ? 'its question' : `its id ${JSON.stringify(row.id)}`
      return { broken: `${what} is none of the ${benchmark.id} test items, and it states no "gold"` }
    }
    if (options.needsItem)
      return { broken: `is none of the ${benchmark.id} test items, and this variant needs one` }
    const id = row.id === undefined ? `line/${row.line}` : String(row.id)
    return { id, gold, question: row.question, item: undefined }
  }
}

interface ItemIndex {
  readonly byId: ReadonlyMap<string, Item>
  readonly byQuestion: ReadonlyMap<string, Item>
}

async function loadItems(benchmark: Benchmark, assets: Assets, signal?: AbortSignal): Promise<ItemIndex> {
  const { asset, parse } = benchmark.splits.test
  const items = await parse(await assets.read(asset, signal))
  return {
    byId: new Map(
      items.flatMap((item) => [item.id, ...(item.aliases ?? [])].map((id) => [id, item] as const)),
    ),
    byQuestion: new Map(
      // Of two items with the same question, the question alone does not say which is meant.
      [...Map.groupBy(items, (item) => item.question.trim())].flatMap(([question, [item, another]]) =>
        item !== undefined && another === undefined ? [[question, item] as const] : [],
      ),
    ),
  }
}
