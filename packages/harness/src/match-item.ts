import type { Assets } from '@retable/assets'
import type { Benchmark, Item, OutputRow } from '@retable/core'

/** The item that a row of outputs belongs to, or why there is none. */
export type Match =
  | { readonly id: string; readonly gold: string; readonly question: string | undefined }
  | { readonly broken: string }

/**
 * Finds the items of rows. The data set is loaded only when a row needs it: one that states its own gold and an id
 * needs nothing more.
 */
export function itemMatcher(
  benchmark: Benchmark,
  assets: Assets,
  signal?: AbortSignal,
): (row: OutputRow) => Promise<Match> {
  let loading: Promise<ItemIndex> | undefined
  const items = () => (loading ??= loadItems(benchmark, assets, signal))

  return async (row) => {
    const known = row.id === undefined ? undefined : benchmark.itemId(row.id)
    if (row.id !== undefined && row.gold !== undefined) {
      return { id: known ?? String(row.id), gold: benchmark.readGold(row.gold), question: row.question }
    }
    const { byId, byQuestion } = await items()
    const item =
      row.id === undefined
        ? byQuestion.get((row.question ?? '').trim())
        : known === undefined
          ? undefined
          : byId.get(known)
    if (item !== undefined) {
      const gold = row.gold === undefined ? item.gold : benchmark.readGold(row.gold)
      return { id: item.id, gold, question: item.question }
    }
    if (row.gold === undefined) {
      const what = row.id === undefined ? 'its question' : `its id ${JSON.stringify(row.id)}`
      return { broken: `${what} is none of the ${benchmark.id} test items, and it states no "gold"` }
    }
    return { id: `line/${row.line}`, gold: benchmark.readGold(row.gold), question: row.question }
  }
}

interface ItemIndex {
  readonly byId: ReadonlyMap<string, Item>
  readonly byQuestion: ReadonlyMap<string, Item>
}

async function loadItems(benchmark: Benchmark, assets: Assets, signal?: AbortSignal): Promise<ItemIndex> {
  const { asset, parse } = benchmark.splits.test
  const items = parse((await assets.read(asset, signal)).toString('utf8'))
  return {
    byId: new Map(items.map((item) => [item.id, item])),
    byQuestion: new Map(items.map((item) => [item.question.trim(), item])),
  }
}
