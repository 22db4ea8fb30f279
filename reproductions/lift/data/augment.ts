import { randomInteger, type PreferencePair, type PromptedText, type RandomStream } from '@retable/core'
import { wordCount } from '@retable/evaluators'

// arXiv 2406.17744, section 4: examples with a limit, out of examples without one.

/** How an example gets its limit. */
export interface LimitOptions {
  /** The instruction with a limit, in words, in front of it. */
  readonly template: (instruction: string, limit: number) => string
  /** Words by which a limit that everyone keeps lies above the longest response. */
  readonly margin: number
}

/** Drops pairs whose responses differ by fewer words than `leastDifference`. */
export function farApart(pairs: readonly PreferencePair[], leastDifference: number): PreferencePair[] {
  return pairs.filter(({ chosen, rejected }) => {
    return Math.abs(wordCount(chosen) - wordCount(rejected)) >= leastDifference
  })
}

/**
 * Two examples of each pair: under a limit that both responses keep, the winner stays; under one that only the shorter
 * keeps, drawn uniformly from its length up to one word below the longer, the shorter wins. So a longer winner loses the
 * second. Responses of one length have no limit between them, and such a pair gives no example.
 */
export function pairsWithLimits(
  pairs: readonly PreferencePair[],
  { template, margin }: LimitOptions,
  random: RandomStream,
): PreferencePair[] {
  return pairs.flatMap(({ prompt, chosen, rejected }) => {
    const [won, lost] = [wordCount(chosen), wordCount(rejected)]
    const [shorter, longer] = [Math.min(won, lost), Math.max(won, lost)]
    if (shorter === longer) return []
    const kept = { prompt: template(prompt, longer + margin), chosen, rejected }
    const tight = template(prompt, randomInteger(random, shorter, longer - 1))
    if (won < lost) return [kept, { prompt: tight, chosen, rejected }]
    return [kept, { prompt: tight, chosen: rejected, rejected: chosen }]
  })
}

/** Examples to imitate under a limit that each of them keeps, by the margin. */
export function textsWithLimits(
  texts: readonly PromptedText[],
  { template, margin }: LimitOptions,
): PromptedText[] {
  return texts.map(({ prompt, completion }) => ({
    prompt: template(prompt, wordCount(completion) + margin),
    completion,
  }))
}
