import type { Usage } from './usage.ts'

/** Reads a response's usage; what the server does not count is reckoned from the texts, four bytes a token. */
export function readUsage(
  value: unknown,
  texts: { readonly prompt: string; readonly completions: readonly string[] },
  countsOneChoice = false,
): Usage {
  const usage = (value ?? {}) as Readonly<Record<string, unknown>>
  const choices = texts.completions.length
  const promptTokens = count(usage['prompt_tokens']) ?? count(usage['input_tokens'])
  const completionTokens = count(usage['completion_tokens']) ?? count(usage['output_tokens'])
  const cachedTokens =
    count(detail(usage, 'prompt_tokens_details', 'cached_tokens')) ?? count(usage['prompt_cache_hit_tokens'])
  const thoughtTokens = count(detail(usage, 'completion_tokens_details', 'reasoning_tokens'))
  const reckoned = texts.completions.reduce((sum, text) => sum + estimateTokens(text), 0)
  const isShort = countsOneChoice && choices > 1
  return {
    promptTokens: promptTokens ?? estimateTokens(texts.prompt),
    completionTokens: isShort ? Math.max(reckoned, completionTokens ?? 0) : (completionTokens ?? reckoned),
    ...(cachedTokens !== undefined && { cachedTokens }),
    ...(thoughtTokens !== undefined && { thoughtTokens }),
    isEstimated: promptTokens === undefined || completionTokens === undefined || isShort,
    choices,
  }
}

/** Tokens of a text, roughly: four bytes each. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4)
}

function detail(usage: Readonly<Record<string, unknown>>, outer: string, inner: string): unknown {
  return (usage[outer] as Readonly<Record<string, unknown>> | null | undefined)?.[inner]
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}
