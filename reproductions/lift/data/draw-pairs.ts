import { randomInteger, type PreferencePair, type RandomStream } from '@retable/core'
import { wordCount } from '@retable/evaluators'
import type { Answer } from './answers.ts'

/** Which two answers make a pair. */
export interface PairOptions {
  /** In log-odds against the common baseline, by which the winner has to be ahead. */
  readonly leastGap: number
  /** Words by which they have to differ. */
  readonly leastDifference: number
  /** Pairs at most. */
  readonly most: number
}

/**
 * A pair for each instruction that has two answers far enough apart, one drawn of all that it has, until there are
 * enough. No judge compared the two: that the one preferred more clearly to a common baseline is the better one is an
 * assumption.
 */
export function drawPairs(
  instructions: readonly string[],
  answers: readonly Answer[],
  { leastGap, leastDifference, most }: PairOptions,
  random: RandomStream,
): PreferencePair[] {
  const byInstruction = Map.groupBy(answers, ({ instruction }) => instruction)
  const pairs: PreferencePair[] = []
  for (const prompt of instructions) {
    if (pairs.length === most) break
    const all = (byInstruction.get(prompt) ?? []).map((answer) => ({
      ...answer,
      words: wordCount(answer.text),
    }))
    const candidates = all.flatMap((winner) =>
      all
        .filter(({ words }) => Math.abs(winner.words - words) >= leastDifference)
        .filter(({ logOdds }) => winner.logOdds - logOdds >= leastGap)
        .map((loser) => ({ prompt, chosen: winner.text, rejected: loser.text })),
    )
    if (candidates.length > 0) pairs.push(candidates[randomInteger(random, 0, candidates.length - 1)]!)
  }
  return pairs
}
