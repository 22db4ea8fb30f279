import type { Usage } from '../answer/usage.ts'

/** Prices, in one currency, per million tokens. */
export interface Prices {
  readonly prompt: number
  readonly completion: number
  /** Of prompt tokens in the server's cache; as `prompt` if left out. */
  readonly cachedPrompt?: number
  /** Per request, not per million; 0 if left out. */
  readonly request?: number
}

/** What a response costs, in the currency of the prices. */
export function costOf(usage: Usage, prices: Prices): number {
  const cached = Math.min(usage.cachedTokens ?? 0, usage.promptTokens)
  const tokens =
    (usage.promptTokens - cached) * prices.prompt +
    cached * (prices.cachedPrompt ?? prices.prompt) +
    usage.completionTokens * prices.completion
  return tokens / 1e6 + (prices.request ?? 0)
}
