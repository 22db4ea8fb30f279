import {
  shuffled,
  type Handle,
  type Lab,
  type ModelHandle,
  type PreferencePair,
  type RandomStream,
} from '@retable/core'
import type { PairFilter, Setup } from './setup.ts'

/** Gives the pairs that are learnt of those that were made; all of them where the tier filters none. */
export function pairFilterOf(lab: Lab, { pairFilter }: Setup, base: ModelHandle) {
  return (name: string, pairs: Handle<readonly PreferencePair[]>): Handle<readonly PreferencePair[]> => {
    if (pairFilter === undefined) return pairs
    const texts = lab.derive(`${name}/texts`, { pairs }, (given) => textsOf(given.pairs))
    const counts = lab.countTokens(`${name}/tokens`, base, texts)
    const filter = { pairs, texts, counts }
    return lab.derive(
      `${name}/learnt`,
      filter,
      (given, random) => filterPairs(given, pairFilter, random),
      pairFilter.most,
    )
  }
}

/** Every text of the pairs once: prompts and both sides. */
export function textsOf(pairs: readonly PreferencePair[]): string[] {
  return [...new Set(pairs.flatMap(({ prompt, chosen, rejected }) => [prompt, chosen, rejected]))]
}

/**
 * Drops pairs of which a side does not fit the context, and draws so many at random where more are left (footnote 4); they
 * keep their order.
 *
 * @param given - the pairs, and the tokens of each of their texts
 */
export function filterPairs(
  given: {
    readonly pairs: readonly PreferencePair[]
    readonly texts: readonly string[]
    readonly counts: readonly number[]
  },
  { context, template, most }: PairFilter,
  random: RandomStream,
): PreferencePair[] {
  const tokens = new Map(given.texts.map((text, i) => [text, given.counts[i]!]))
  const fit = given.pairs.filter(({ prompt, chosen, rejected }) => {
    const response = Math.max(tokens.get(chosen)!, tokens.get(rejected)!)
    return tokens.get(prompt)! + response + template <= context
  })
  if (fit.length <= most) return fit
  const places = shuffled(random, [...fit.keys()]).slice(0, most)
  return places.toSorted((a, b) => a - b).map((place) => fit[place]!)
}
