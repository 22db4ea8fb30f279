import type { Bounds } from '../paired/mean-test.ts'

/** The scores that two versions have on the same items, in one order. An item with several samples has the mean of theirs. */
export interface PairedScores {
  readonly baseline: readonly number[]
  readonly candidate: readonly number[]
  /** Between what a score can lie, from 0 to 1 where left out; null for what has no bounds (lengths, perplexity). */
  readonly range?: Bounds | null
  /** What each item comes from (a passage, a template), where several come from one: then the sources are the units. */
  readonly sources?: readonly string[]
}

/** The two lists of independent units: of items, or of what their sources add to the mean. */
export interface Units {
  readonly baseline: readonly number[]
  readonly candidate: readonly number[]
  /** How much more than an item the largest source weighs in the mean; 1 without sources. */
  readonly weight: number
}

/**
 * Items as they are; of G sources of n items each source's sum, times G / n, whose mean is that of the items.
 *
 * @throws RangeError for lists that are not of one length, and scores that are no numbers
 */
export function unitsOf({ baseline, candidate, sources }: PairedScores): Units {
  const n = candidate.length
  if (baseline.length !== n || (sources !== undefined && sources.length !== n)) {
    throw new RangeError('every item needs a score on either side, and its source where sources are given')
  }
  for (const scores of [baseline, candidate]) {
    const stray = scores.find((score) => !Number.isFinite(score))
    if (stray !== undefined) throw new RangeError(`${stray} is no score`)
  }
  if (sources === undefined) return { baseline, candidate, weight: 1 }
  const sizes = new Map<string, number>()
  for (const source of sources) sizes.set(source, (sizes.get(source) ?? 0) + 1)
  const share = sizes.size / n
  const folded = (scores: readonly number[]) => {
    const sums = new Map<string, number>()
    scores.forEach((score, i) => sums.set(sources[i]!, (sums.get(sources[i]!) ?? 0) + score))
    return [...sums.values()].map((sum) => share * sum)
  }
  const weight = share * [...sizes.values()].reduce((most, size) => Math.max(most, size), 0)
  return { baseline: folded(baseline), candidate: folded(candidate), weight }
}
