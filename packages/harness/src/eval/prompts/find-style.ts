import type { Assets } from '@retable/assets'
import type { Benchmark, Item, PromptStyle, Variant } from '@retable/core'
import { HarnessError } from '../../errors.ts'

/**
 * The prompt style that is asked for, or the benchmark's first that asks for a text and whose worked items, if it shows
 * any, can be had.
 *
 * @throws HarnessError `harness/unknown-prompt`
 */
export function findStyle(benchmark: Benchmark, asked?: string): PromptStyle {
  const { id, prompts } = benchmark
  const texts = prompts.filter(({ asksLikelihoods }) => asksLikelihoods !== true)
  const found =
    asked === undefined
      ? (texts.find((style) => hasExamples(benchmark, style)) ?? texts[0])
      : prompts.find((style) => style.id === asked)
  if (found !== undefined) return found
  const known = prompts.map((style) => style.id).join(', ')
  const message =
    asked === undefined || prompts.length === 0
      ? `${id} says of no prompt how a model is asked, so it cannot be asked; score a file of its outputs instead`
      : `${id} has no prompt "${asked}"; it has: ${known}`
  throw new HarnessError('harness/unknown-prompt', message)
}

/** Whether the worked items that a style shows, if it shows any, can be had. */
export function hasExamples({ splits }: Benchmark, { shots }: PromptStyle): boolean {
  return shots === 0 || splits.train !== undefined
}

/**
 * Likelihoods are not drawn: there is one of each choice.
 *
 * @throws HarnessError `harness/not-drawn`
 */
export function requireDrawn(
  { id, asksLikelihoods }: PromptStyle,
  { samples, sampling }: { readonly samples: number; readonly sampling: { readonly temperature: number } },
): void {
  if (asksLikelihoods !== true || (samples === 1 && sampling.temperature === 0)) return
  const message = `the prompt ${id} asks how likely each choice is, and nothing is drawn: leave --n and --temperature out`
  throw new HarnessError('harness/not-drawn', message)
}

/**
 * A rule that reads likelihoods finds nothing in a text, nor one that reads texts in likelihoods.
 *
 * @throws HarnessError `harness/unread-prompt`, with the prompts or variants to take
 */
export function requireRead(
  { id, prompts, variants }: Benchmark,
  style: PromptStyle,
  variant: Variant,
): void {
  const asks = style.asksLikelihoods === true
  const reads = variant.readsLikelihoods === true
  if (asks === reads) return
  const what = (isOf: boolean) => (isOf ? 'how likely each choice is' : 'a text')
  const styles = prompts.filter(({ asksLikelihoods }) => (asksLikelihoods === true) === reads)
  const rules = variants.filter(({ readsLikelihoods }) => (readsLikelihoods === true) === asks)
  const others = [
    ...styles.map((each) => `--prompt ${each.id}`),
    ...(rules.length > 0 ? [`one of the prompt’s variants: ${rules.map((each) => each.id).join(', ')}`] : []),
  ]
  const take = others.length > 0 ? `; take ${others.join(', or ')}` : ''
  const message = `the variant ${variant.id} of ${id} reads ${what(reads)}, and the prompt ${style.id} asks for ${what(asks)}${take}`
  throw new HarnessError('harness/unread-prompt', message)
}

/**
 * The worked items that a style shows: the first of the training split.
 *
 * @throws HarnessError `harness/no-examples` if the benchmark has no training split
 */
export async function examplesOf(
  { id, splits }: Benchmark,
  { id: style, shots }: PromptStyle,
  assets: Assets,
  signal?: AbortSignal,
): Promise<readonly Item[]> {
  if (shots === 0) return []
  if (splits.train === undefined) {
    const message = `the prompt ${style} shows ${shots} worked items, and ${id} has no training split to take them from`
    throw new HarnessError('harness/no-examples', message)
  }
  return (await splits.train.parse(await assets.read(splits.train.asset, signal))).slice(0, shots)
}
