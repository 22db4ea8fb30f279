import type { Assets } from '@retable/assets'
import type { Benchmark, Item, OutputRow } from '@retable/core'
import { HarnessError } from './errors.ts'
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
 * Finds the items of rows. The data set is loaded only when a row needs it: one with a gold and an id that is none of
 * the benchmark's is an item of the file's own.
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
      // A module of one's own that does not keep the contract.
      if (error instanceof HarnessError) throw error
      return { broken: `its "gold" cannot be read: ${(error as Error).message}` }
    }
    const known = row.id === undefined ? undefined : benchmark.itemId(row.id)
    const isSure = row.idIsPosition !== true || !hasData
    const isOwn = isSure && row.id !== undefined && (known === undefined || !hasData)
    if (isOwn && gold !== undefined && !options.needsItem) {
      return { id: known ?? String(row.id), gold, question: row.question, item: undefined }
    }
    const { byId, byQuestion } = await items()
    const named = known === undefined ? undefined : byId.get(known)
    const asked = row.question === undefined ? undefined : byQuestion.get(plain(row.question))
    const item = confirmed(named, row, gold) ?? (asked === 'several' ? undefined : asked)
    if (item !== undefined && isSure && named !== undefined && named !== item) {
      return {
        broken: `its question is that of ${item.id}, and its id ${JSON.stringify(row.id)} another item's`,
      }
    }
    if (item !== undefined && isSure && gold !== undefined && gold !== item.gold) {
      const both = `${JSON.stringify(gold)}, and that of ${item.id} is ${JSON.stringify(item.gold)}`
      return { broken: `its "gold" is ${both}; an item of your own needs an id of its own` }
    }
    if (item !== undefined) return asShown(item, row, gold)
    if (isSure && named !== undefined) {
      return {
        broken: `its question is not that of ${named.id}, which its id ${JSON.stringify(row.id)} names`,
      }
    }
    const isByQuestion = row.id === undefined || (!isSure && row.question !== undefined)
    const what = isByQuestion ? 'its question' : `its id ${JSON.stringify(row.id)}`
    const several = `is that of several ${benchmark.id} test items, which an id would tell apart`
    const none =
      isByQuestion && asked === 'several'
        ? `${what} ${several}`
        : `${what} is none of the ${benchmark.id} test items`
    // A log's row is never an item of the file's own, unless its format says that it may be.
    if (!isSure && (row.isOwnIfUnknown !== true || gold === undefined)) return { broken: none }
    if (gold === undefined) return { broken: `${none}, and it states no "gold"` }
    if (options.needsItem)
      return { broken: `is none of the ${benchmark.id} test items, and this variant needs one` }
    const place = row.element === undefined ? `line/${row.line}` : `element/${row.element}`
    const id = row.id === undefined ? place : String(row.id)
    return { id, gold, question: row.question, item: undefined }
  }
}

/**
 * The item with its choices as the model saw them: an order of their own changes what the letters mean, and only the
 * row's own gold tells the right one.
 */
function asShown(item: Item, row: OutputRow, gold: string | undefined): Match {
  const { id, question, choices } = item
  const isOther = row.choices !== undefined && choices !== undefined && !sameTexts(row.choices, choices)
  if (!isOther) return { id, question, gold: item.gold, item }
  if (!sameTexts(row.choices.toSorted(), choices.toSorted())) {
    return { broken: `its choices are not those of ${id}` }
  }
  if (gold === undefined) {
    return { broken: `its choices stand in another order than those of ${id}, and it states no "gold"` }
  }
  return { id, question, gold, item: { ...item, gold, choices: row.choices } }
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => plain(text) === plain(b[i]!))
}

/** The item that an id names, unless the row's question (or the prompt around it) is another; a position, unless its gold is. */
function confirmed(item: Item | undefined, row: OutputRow, gold: string | undefined): Item | undefined {
  if (item === undefined) return undefined
  if (row.question === undefined) {
    const isOther = row.idIsPosition === true && gold !== undefined && gold !== item.gold
    return isOther ? undefined : item
  }
  return plain(row.question).includes(plain(item.question)) ? item : undefined
}

/** A question without differences in white space. */
function plain(question: string): string {
  return question.replace(/\s+/g, ' ').trim()
}

interface ItemIndex {
  readonly byId: ReadonlyMap<string, Item>
  /** Of two items with the same question, the question alone does not say which is meant. */
  readonly byQuestion: ReadonlyMap<string, Item | 'several'>
}

async function loadItems(benchmark: Benchmark, assets: Assets, signal?: AbortSignal): Promise<ItemIndex> {
  const items = await readItems(benchmark, assets, signal)
  return {
    byId: new Map(
      items.flatMap((item) => [item.id, ...(item.aliases ?? [])].map((id) => [id, item] as const)),
    ),
    byQuestion: new Map(
      [...Map.groupBy(items, (item) => plain(item.question))].map(
        ([question, same]) => [question, same.length > 1 ? 'several' : same[0]!] as const,
      ),
    ),
  }
}
