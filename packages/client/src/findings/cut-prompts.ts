/** How long a prompt is, and what the server counted of it. */
export interface PromptLength {
  readonly id: string
  readonly characters: number
  readonly promptTokens: number
}

/** Prompts whose counts are this near the largest one may have been cut to the server's window. */
const nearLargest = 0.98
/** A prompt this many times longer than its tokens would be by the others' ratio was cut. */
const missing = 1.25

/**
 * Prompts that a server seems to have cut to its window without a word: their counts of tokens are the largest of all,
 * and far below what their lengths let expect; or the same for three prompts of unlike lengths.
 */
export function cutPrompts(prompts: readonly PromptLength[]): readonly string[] {
  if (prompts.length < 3) return []
  const largest = prompts.reduce((most, { promptTokens }) => Math.max(most, promptTokens), 0)
  const suspects = prompts.filter(({ promptTokens }) => promptTokens >= nearLargest * largest)
  const others = prompts.filter(({ promptTokens }) => promptTokens < nearLargest * largest)
  if (others.length >= 3) {
    const ratio = median(others.map(({ promptTokens, characters }) => promptTokens / characters))
    return suspects
      .filter(({ characters, promptTokens }) => characters * ratio > missing * promptTokens)
      .map(({ id }) => id)
  }
  const same = suspects.filter(({ promptTokens }) => promptTokens === largest)
  const lengths = same.map(({ characters }) => characters)
  const isUnlike = Math.max(...lengths) > missing * Math.min(...lengths)
  return same.length >= 3 && isUnlike ? same.map(({ id }) => id) : []
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}
