import type { Assets } from '@retable/assets'
import type { Benchmark } from '@retable/core'
import { readItems } from '../../benchmarks/read-items.ts'
import { HarnessError } from '../../errors.ts'
import { examplesOf, findStyle } from './find-style.ts'

/** What a model is sent for one item. */
export interface ShownPrompt {
  readonly benchmark: string
  readonly style: string
  readonly item: string
  /** Whole, with its worked items. */
  readonly prompt: string
  /** What ends an answer. */
  readonly stop: readonly string[]
  /** The texts whose likelihood after the prompt is asked for; left out where an answer is. */
  readonly completions?: readonly string[]
  readonly gold: string
}

/**
 * The prompt of an item, the first one if none is named, in the style that an evaluation takes if none is named.
 *
 * @throws HarnessError `harness/unknown-prompt`, `harness/unknown-item`, `harness/no-examples`, `harness/data-set`
 */
export async function showPrompt(
  benchmark: Benchmark,
  asked: { readonly style?: string | undefined; readonly item?: string | undefined },
  { assets, signal }: { readonly assets: Assets; readonly signal?: AbortSignal },
): Promise<ShownPrompt> {
  const style = findStyle(benchmark, asked.style)
  const items = await readItems(benchmark, assets, signal)
  const id = asked.item === undefined ? undefined : (benchmark.itemId(asked.item) ?? asked.item)
  const item =
    id === undefined ? items[0] : items.find((each) => each.id === id || each.aliases?.includes(id))
  if (item === undefined) {
    const last = items.at(-1)
    const first = last === undefined ? 'it has none' : `they are ${items[0]!.id} to ${last.id}`
    throw new HarnessError(
      'harness/unknown-item',
      `${benchmark.id} has no item "${asked.item ?? ''}"; ${first}`,
    )
  }
  const prompt = style.render(item, await examplesOf(benchmark, style, assets, signal))
  return {
    ...{ benchmark: benchmark.id, style: style.id, item: item.id, prompt, stop: style.stop },
    ...(style.asksLikelihoods ? { completions: completionsOf(item) } : {}),
    gold: item.gold,
  }
}

/** What is put after the prompt of a style that asks for likelihoods: a blank and each choice, as lm-eval does. */
export function completionsOf({ choices = [] }: { readonly choices?: readonly string[] }): string[] {
  return choices.map((choice) => ` ${choice}`)
}
