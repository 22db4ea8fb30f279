import type { DataSource, Item, Split, Task } from '@retable/core'

/** How an item becomes a problem of a recipe. */
export interface TaskForm {
  readonly prompt: (item: Item) => string
  /** The worked solution as a response to the prompt; none where the data set has none. */
  readonly solution?: (item: Item) => string
}

/** The problems of pinned files, read when they are needed. */
export function taskSource(splits: readonly Split[], form: TaskForm): DataSource<Task> {
  return {
    size: splits.reduce((sum, { size }) => sum + size, 0),
    files: splits.map(({ asset }) => asset),
    make: async (_random, files) => (await itemsOf(splits, files)).map((item) => taskOf(item, form)),
  }
}

/** The items of several files, one file after the other. */
export async function itemsOf(splits: readonly Split[], files: readonly Uint8Array[]): Promise<Item[]> {
  const items: Item[] = []
  for (const [i, { parse }] of splits.entries()) items.push(...(await parse(files[i]!)))
  return items
}

/** An item as a problem. */
export function taskOf(item: Item, { prompt, solution }: TaskForm): Task {
  const { id, gold } = item
  return { id, prompt: prompt(item), gold, solution: solution?.(item) ?? '' }
}
