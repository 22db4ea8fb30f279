import type { Assets } from '@retable/assets'
import type { Benchmark, Item, OutputRow } from '@retable/core'
import { readItems } from './read-items.ts'

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
 * needs nothing more, unless that id is a mere position in some data set.
 */
export function itemMatcher(
  benchmark: Benchmark,
  assets: Assets,
  options: { readonly needsItem: boolean; readonly signal?: AbortSignal | undefined },
): (row: OutputRow) => Promise<Match> {
  let loading: Promise<ItemIndex> | undefined
  const items = () => (loading ??= loadItems(benchmark, assets, options.signal))
  const hasData = benchmark.splits.test.size > 0

  return async (row) => {
    let gold: string | undefined
    try {
      gold = row.gold === undefined ? undefined : benchmark.readGold(row.gold)
    } catch (error) {
      return { broken: `its "gold" cannot be read: ${(error as Error).message}` }
    }
    const known = row.id === undefined ? undefined : benchmark.itemId(row.id)
    const isSure = row.idIsPosition !== true || !hasData
    if (isSure && row.id !== undefined && gold !== undefined && !options.needsItem) {
      return { id: known ?? String(row.id), gold, question: row.question, item: undefined }
    }
    const { byId, byQuestion } = await items()
    const named = known === undefined ? undefined : byId.get(known)
    const asked = byQuestion.get(plain(row.question ?? ''))
    const item = isSure ? (row.id === undefined ? asked : named) : (confirmed(named, row) ?? asked)
    if (item !== undefined) {
      return { id: item.id, gold: (isSure ? gold : undefined) ?? item.gold, question: item.question, item }
    }
    const isByQuestion = row.id === undefined || (!isSure && row.question !== undefined)
    const what = isByQuestion ? 'its question' : `its id ${JSON.stringify(row.id)}`
    const none = `${what} is none of the ${benchmark.id} test items`
    if (!isSure) return { broken: none }
    if (gold === undefined) return { broken: `${none}, and it states no "gold"` }
    if (options.needsItem)
      return { broken: `is none of the ${benchmark.id} test items, and this variant needs one` }
    const id = row.id === undefined ? `line/${row.line}` : String(row.id)
    return { id, gold, question: row.question, item: undefined }
  }
}

/** The item at a position, if the row's question or prompt holds its question. */
function confirmed(item: Item | undefined, row: OutputRow): Item | undefined {
  if (item === undefined || row.question === undefined) return item
  return plain(row.question).includes(plain(item.question)) ? item : undefined
}

/** A question without differences in white space. */
function plain(question: string): string {
  return question.replace(/\s+/g, ' ').trim()
}

interface ItemIndex {
  readonly byId: ReadonlyMap<string, Item>
  readonly byQuestion: ReadonlyMap<string, Item>
}

async function loadItems(benchmark: Benchmark, assets: Assets, signal?: AbortSignal): Promise<ItemIndex> {
  const items = await readItems(benchmark, assets, signal)
  return {
    byId: new Map(
      items.flatMap((item) => [item.id, ...(item.aliases ?? [])].map((id) => [id, item] as const)),
    ),
    byQuestion: new Map(
      // Of two items with the same question, the question alone does not say which is meant.
      [...Map.groupBy(items, (item) => plain(item.question))].flatMap(([question, [item, another]]) =>
        item !== undefined && another === undefined ? [[question, item] as const] : [],
      ),
    ),
  }
}
