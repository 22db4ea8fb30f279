import type { Asked } from '@retable/client'

/** What the server's count of prompt tokens says of the prompts it read. */
export interface PromptLengths {
  /** Items whose prompt tokens the server counted. */
  readonly counted: number
  /** Prompts that were read shorter than they were sent, as far as the counts show. */
  readonly cut: number
  /** The length that they were cut to, in tokens; null if none was. */
  readonly window: number | null
}

/** A prompt has at least this share of the usual tokens for its length; else it was cut. */
const leastShare = 0.6
/** Fewer prompts tell nothing of what is usual. */
const leastPrompts = 8

/** Compares the tokens that a server counts with the prompts' lengths: a server may cut a prompt and say nothing. */
export function startPromptLengths(): {
  readonly add: (prompt: string, answer: Asked) => void
  readonly result: () => PromptLengths
} {
  const seen: { readonly bytes: number; readonly tokens: number }[] = []
  return {
    add(prompt, answer) {
      if (answer.outcome === 'failed' || answer.usage.isEstimated) return
      const { promptTokens } = answer.usage
      if (promptTokens > 0) seen.push({ bytes: Buffer.byteLength(prompt), tokens: promptTokens })
    },
    result() {
      const rates = seen.map(({ bytes, tokens }) => tokens / bytes).toSorted((a, b) => a - b)
      // Cut prompts have a low rate: what is usual is above the middle where many are cut.
      const usual = rates[Math.floor(rates.length * 0.75)] ?? 0
      const cut =
        seen.length < leastPrompts
          ? []
          : seen.filter(({ bytes, tokens }) => tokens < leastShare * usual * bytes)
      const longest = cut.reduce((most, { tokens }) => Math.max(most, tokens), 0)
      // What ends well below the longest of them is short, and not cut.
      const those = cut.filter(({ tokens }) => tokens > 0.9 * longest)
      return { counted: seen.length, cut: those.length, window: those.length === 0 ? null : longest }
    },
  }
}
