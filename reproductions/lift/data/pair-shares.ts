import type { PreferencePair, UnitValues } from '@retable/core'
import { wordCount } from '@retable/evaluators'

/** Shares of pairs: those whose lengths are far enough apart, and of these the ones whose winner is longer, which a tight limit turns round. */
export function pairShares(
  collected: readonly PreferencePair[],
  kept: readonly PreferencePair[],
): readonly UnitValues[] {
  const far = new Set(kept)
  const share = (
    metric: string,
    pairs: readonly PreferencePair[],
    is: (pair: PreferencePair) => boolean,
  ) => ({
    metric,
    unit: 'fraction',
    values: pairs.map((pair, i) => ({ item: `pair ${i}`, value: is(pair) ? 1 : 0 })),
  })
  return [
    share('pairs far enough apart', collected, (pair) => far.has(pair)),
    share('turned round', kept, ({ chosen, rejected }) => wordCount(chosen) > wordCount(rejected)),
  ]
}
