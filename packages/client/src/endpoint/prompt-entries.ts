import { readLogProbs } from '../answer/log-probs.ts'
import type { RawResponse } from '../answer/read-response.ts'
import type { TokenLogProb } from '../answer/token-log-prob.ts'

/** A token of a text that was sent, with its place in it, in UTF-16 units. */
export interface PlacedToken extends TokenLogProb {
  readonly from: number
  readonly to: number
}

/**
 * The tokens of an echoed text, with their log-probabilities. `too few`: the response has fewer of them than the text
 * has tokens, as from servers that ignore `echo`. `unplaced`: they do not spell the text.
 */
export function promptEntries(
  response: RawResponse,
  text: string,
): readonly PlacedToken[] | 'too few' | 'unplaced' {
  const entries = readLogProbs(response.choices[0]?.logprobs) ?? []
  const counted = (response.usage as { prompt_tokens?: unknown } | null | undefined)?.prompt_tokens
  // A server that does not count may still give the generated token alone.
  if (entries.length < (typeof counted === 'number' ? counted : 2)) return 'too few'
  return place(entries, text) ?? 'unplaced'
}

/**
 * Offsets that servers give are wrong after a begin-of-text mark and after characters that take several tokens, so
 * tokens are placed by their texts; those without one lie together between their neighbours.
 */
function place(entries: readonly TokenLogProb[], text: string): readonly PlacedToken[] | undefined {
  const placed: PlacedToken[] = []
  let pending: TokenLogProb[] = []
  let at = 0
  for (const [i, entry] of entries.entries()) {
    if (at >= text.length) break
    const { token } = entry
    if (token === '' || token.includes('\uFFFD')) {
      pending.push(entry)
      continue
    }
    const from = text.indexOf(token, at)
    const gap = from - at
    const isNext = pending.length === 0 ? gap === 0 : gap > 0 && gap <= 4 * pending.length
    if (!isNext || from === -1) {
      // A mark that the server put before the text.
      if (i === 0) continue
      return undefined
    }
    placed.push(...pending.map((one) => ({ ...one, from: at, to: from })))
    pending = []
    placed.push({ ...entry, from, to: from + token.length })
    at = from + token.length
  }
  placed.push(...pending.map((one) => ({ ...one, from: at, to: text.length })))
  return at < text.length && pending.length === 0 ? undefined : placed
}
