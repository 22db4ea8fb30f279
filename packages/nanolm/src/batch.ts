import type { Loss, PromptedText } from '@retable/core'
import type { Batch } from './losses.ts'
import { np } from './library.ts'
import type { Tokenizer } from './tokenizer.ts'

/** A prompt and a completion as token numbers; the completion ends with the end token. */
export interface TokenRow {
  readonly tokens: readonly number[]
  /** Number of tokens of the prompt. */
  readonly prompt: number
}

/** Spells a prompted text. */
export function tokenRow(tokenizer: Tokenizer, { prompt, completion }: PromptedText): TokenRow {
  const before = tokenizer.encode(prompt)
  return { tokens: [...before, ...tokenizer.encode(completion), tokenizer.end], prompt: before.length }
}

/** An example of a training, spelled; a pair has its reference log-probabilities with it. */
export type TokenExample =
  | { readonly row: TokenRow }
  | {
      readonly chosen: TokenRow
      readonly rejected: TokenRow
      readonly weight: number
      readonly reference: readonly [chosen: number, rejected: number]
    }

/** Number of predicted tokens: a text without a prompt gives its first token away. */
export function predicted({ tokens, prompt }: TokenRow): number {
  return tokens.length - Math.max(1, prompt)
}

/**
 * One shard of a batch on the device.
 *
 * @param whole - the whole batch's examples, over which the loss is a mean
 */
export function shardOf(
  examples: readonly TokenExample[],
  whole: readonly TokenExample[],
  loss: Loss,
  length: number,
): Batch {
  const pairs = examples.filter((example) => 'chosen' in example)
  const rows = examples.flatMap((example) => ('row' in example ? [example.row] : []))
  const all = [...rows, ...pairs.map((pair) => pair.chosen), ...pairs.map((pair) => pair.rejected)]
  const n = whole.length
  const wholeTokens = whole.reduce((sum, example) => sum + ('row' in example ? predicted(example.row) : 0), 0)
  const likelihood = [
    ...rows.map((row) =>
      loss.kind === 'sft' && loss.mean === 'tokens' ? 1 / wholeTokens : 1 / (n * predicted(row)),
    ),
    ...pairs.map((pair) =>
      loss.kind === 'dpo' ? (pair.weight * loss.alpha) / (n * predicted(pair.chosen)) : 0,
    ),
    ...pairs.map(() => 0),
  ]
  const reference = [
    ...rows.map(() => 0),
    ...pairs.map((pair) => pair.reference[0]),
    ...pairs.map((pair) => pair.reference[1]),
  ]
  return {
    ...tensorsOf(all, length),
    likelihoodWeight: np.array(new Float32Array(likelihood)),
    preferenceWeight: np.array(
      new Float32Array(pairs.length > 0 ? pairs.map((pair) => pair.weight / n) : [0]),
    ),
    reference: np.array(new Float32Array(reference)),
  }
}

/** Tokens, next tokens and the mask of completions, each [rows, length]; no row has more than length + 1 tokens. */
export function tensorsOf(
  rows: readonly TokenRow[],
  length: number,
): Pick<Batch, 'tokens' | 'targets' | 'mask'> {
  const tokens = new Int32Array(rows.length * length)
  const targets = new Int32Array(rows.length * length)
  const mask = new Float32Array(rows.length * length)
  rows.forEach(({ tokens: row, prompt }, r) => {
    for (let t = 0; t + 1 < row.length; t += 1) {
      tokens[r * length + t] = row[t]!
      targets[r * length + t] = row[t + 1]!
      mask[r * length + t] = t + 1 >= prompt ? 1 : 0
    }
  })
  const shape = [rows.length, length]
  return {
    tokens: np.array(tokens, { shape }),
    targets: np.array(targets, { shape }),
    mask: np.array(mask, { shape }),
  }
}
