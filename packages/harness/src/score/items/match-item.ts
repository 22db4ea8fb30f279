import type { Assets } from '@retable/assets'
import { grouped, type Benchmark, type Item, type OutputRow } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { readItems } from '../../benchmarks/read-items.ts'
import { findQuestion, plain, type FindQuestion } from './find-question.ts'
import type { SameGold } from './same-gold.ts'

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
 * Finds the items of rows: by their ids, or by their questions or the prompts around them. The data set is loaded only
 * when a row needs it: one with a gold and an id that is none of the benchmark's is an item of the file's own.
 */
export function itemMatcher(
  benchmark: Benchmark,
  assets: Assets,
  options: {
    readonly needsItem: boolean
    readonly isSameGold: SameGold
    readonly signal?: AbortSignal | undefined
  },
): (row: OutputRow) => Promise<Match> {
  let loading: Promise<ItemIndex> | undefined
  const items = () => (loading ??= loadItems(benchmark, assets, options.signal))
  const hasData = benchmark.splits.test.size > 0
  const { isSameGold } = options

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
    const { byId, asking } = await items()
    const named = known === undefined ? undefined : byId.get(known)
    const isGoldOf = (item: Item) => gold === undefined || isSameGold(gold, item.gold, { item })
    const isNamed = named !== undefined && confirms(named, row, isGoldOf)
    const asked = isNamed || row.question === undefined ? [] : toldApart(asking(row.question), row, isGoldOf)
    const item = isNamed ? named : asked.length === 1 ? asked[0] : undefined
    if (item !== undefined && isSure && named !== undefined && named !== item) {
      return {
        broken: `its question is that of ${item.id}, and its id ${JSON.stringify(row.id)} another item's`,
      }
    }
    if (item !== undefined && isSure && gold !== undefined && !isGoldOf(item)) {
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
    const several = `is that of several ${benchmark.id} test items, or has those of several in it; an id would tell which is meant`
    const none =
      isByQuestion && asked.length > 1
        ? `${what} ${several}`
        : `${what} is none of the ${benchmark.id} test items${isByQuestion ? '' : whichAre(benchmark, byId)}`
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

/** What ids there are, beside one that is none. */
function whichAre({ itemId, splits }: Benchmark, byId: ReadonlyMap<string, Item>): string {
  const [first] = byId.values()
  if (first === undefined) return ''
  const rows =
    itemId(0) === undefined ? '' : `0 to ${grouped(splits.test.size - 1)}, the rows of the test set, or `
  return ` (ids are ${rows}such as ${JSON.stringify(first.id)})`
}

/**
 * Of several items with the row's question, those whose choices it shows (the longest ones: some are a part of others), and
 * of these those with its gold.
 */
function toldApart(
  items: readonly Item[],
  row: OutputRow,
  isGoldOf: (item: Item) => boolean,
): readonly Item[] {
  if (items.length < 2) return items
  const text = plain(row.question ?? '')
  const shows = ({ choices = [] }: Item) =>
    row.choices === undefined
      ? choices.length > 0 && choices.every((choice) => text.includes(plain(choice)))
      : sameTexts(row.choices.toSorted(), choices.toSorted())
  const shown = items.filter(shows)
  const lengthOf = ({ choices = [] }: Item) => choices.reduce((sum, { length }) => sum + length, 0)
  const longest = Math.max(...shown.map(lengthOf))
  const likely = shown.length > 0 ? shown.filter((item) => lengthOf(item) === longest) : items
  const fitting = likely.filter(isGoldOf)
  return fitting.length > 0 ? fitting : likely
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

/** Whether an id's item is the row's: unless its question (or the prompt around it) is another; of a position, unless its gold is. */
function confirms(item: Item, row: OutputRow, isGoldOf: (item: Item) => boolean): boolean {
  if (row.question === undefined) return row.idIsPosition !== true || isGoldOf(item)
  return plain(row.question).includes(plain(item.question))
}

interface ItemIndex {
  readonly byId: ReadonlyMap<string, Item>
  readonly asking: FindQuestion
}

async function loadItems(benchmark: Benchmark, assets: Assets, signal?: AbortSignal): Promise<ItemIndex> {
  const items = await readItems(benchmark, assets, signal)
  return {
    byId: new Map(
      items.flatMap((item) => [item.id, ...(item.aliases ?? [])].map((id) => [id, item] as const)),
    ),
    asking: findQuestion(items),
  }
}
