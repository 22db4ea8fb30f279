import type { PromptedText } from '@retable/core'
import { np, type Tensor } from '../model/library.ts'
import type { Tokenizer } from '../model/tokenizer.ts'

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

/** Number of predicted tokens: a text without a prompt gives its first token away. */
export function predicted({ tokens, prompt }: TokenRow): number {
  return tokens.length - Math.max(1, prompt)
}

/** Rows of tokens on the device. */
export interface RowTensors {
  /** Token numbers [rows, length]; rows of a preference batch are all chosen, then all rejected. */
  readonly tokens: Tensor
  /** The next token at each place [rows, length]. */
  readonly targets: Tensor
  /** 1 where the target belongs to a completion, else 0 [rows, length]. */
  readonly mask: Tensor
}

/** Tokens, next tokens and the mask of completions, each [rows, length]; no row has more than length + 1 tokens. */
export function tensorsOf(rows: readonly TokenRow[], length: number): RowTensors {
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
