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

/** A prompt's length as it was sent, and as the server counted it. */
interface Length {
  readonly bytes: number
  readonly tokens: number
}

/** Prompts are cut to one length: their counts are this near the largest of all. */
const nearLargest = 0.98
/** A prompt was cut if it should have this many times the tokens that were counted. */
const missing = 1.2
/** Fewer may be sparse, as blanks are, and not cut. */
const leastCut = 3
/** Fewer prompts tell nothing of what is usual. */
const leastPrompts = 8
/** Texts take at least so many tokens a byte; of the usual ones English has the fewest, a quarter. */
const leastRate = 1 / 8
/** The longer third must be this many times as long as the shorter one, for a rate to be read from them. */
const leastSpread = 1.25

/**
 * Compares the tokens that a server counts with the prompts' lengths: a server may cut a prompt to its window and say
 * nothing. Cut are those whose counts are about the largest, and far below what the growth of the others' counts lets
 * expect. It is their growth and not their share: a server may add any number of tokens to each prompt.
 */
export function startPromptLengths(): {
  readonly add: (item: string, prompt: string, answer: Asked) => void
  readonly result: () => PromptLengths
} {
  const seen = new Map<string, Length>()
  return {
    add(item, prompt, answer) {
      if (answer.outcome === 'failed' || answer.usage.isEstimated) return
      const { promptTokens } = answer.usage
      // An item's samples have one prompt.
      if (promptTokens > 0) seen.set(item, { bytes: Buffer.byteLength(prompt), tokens: promptTokens })
    },
    result() {
      const cut = cutAmong([...seen.values()].toSorted((a, b) => a.bytes - b.bytes))
      const window = cut.length === 0 ? null : largestOf(cut)
      return { counted: seen.size, cut: cut.length, window }
    },
  }
}

/** @param lengths - the shortest prompt first */
function cutAmong(lengths: readonly Length[]): readonly Length[] {
  if (lengths.length < leastPrompts) return []
  const near = nearLargest * largestOf(lengths)
  const expected = expectation(lengths, near)
  const cut = lengths.filter((each) => each.tokens >= near && expected(each.bytes) > missing * each.tokens)
  return cut.length < leastCut ? [] : cut
}

/** How many tokens a prompt of so many bytes should have. */
function expectation(lengths: readonly Length[], near: number): (bytes: number) => number {
  const line = lineThrough(lengths.filter(({ tokens }) => tokens < near))
  if (line !== undefined) return line
  // Nothing tells how counts grow here: one of the shorter prompts is taken as whole, and growth is taken to be least.
  const short = lengths[Math.floor(lengths.length / 4)]!
  return (bytes) => short.tokens + leastRate * (bytes - short.bytes)
}

/** Tukey's line, through the medians of the shorter and the longer third; undefined where they tell no growth. */
function lineThrough(lengths: readonly Length[]): ((bytes: number) => number) | undefined {
  if (lengths.length < leastPrompts) return undefined
  const third = Math.floor(lengths.length / 3)
  const [low, high] = [medians(lengths.slice(0, third)), medians(lengths.slice(-third))]
  if (high.bytes < leastSpread * low.bytes) return undefined
  const rate = (high.tokens - low.tokens) / (high.bytes - low.bytes)
  return (bytes) => high.tokens + rate * (bytes - high.bytes)
}

function medians(lengths: readonly Length[]): Length {
  const of = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!
  return { bytes: of(lengths.map(({ bytes }) => bytes)), tokens: of(lengths.map(({ tokens }) => tokens)) }
}

function largestOf(lengths: readonly Length[]): number {
  return lengths.reduce((most, { tokens }) => Math.max(most, tokens), 0)
}
