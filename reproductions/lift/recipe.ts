import type { Lab } from '@retable/core'
import { chosenOf } from '@retable/core/preference'
import { farApart, pairsWithLimits, textsWithLimits } from './augment.ts'
import { pairShares } from './pair-counts.ts'
import type { Setup } from './setup.ts'
import { testBench } from './test-models.ts'

/** LIFT: preference pairs under limits made of ordinary ones, and DPO on both; with the paper's baselines and ablations. */
export function recipe(lab: Lab, setup: Setup): void {
  const { limits, leastDifference, examples: taught, preferences } = setup
  const bench = testBench(lab, setup)

  // Section 4: the data. Each pair gives two with a limit; a tight one makes the shorter response win.
  const examples = lab.data('examples', taught.size, taught.make)
  const limitedExamples = lab.derive('examples with limits', { examples }, (given) => [
    ...given.examples,
    ...textsWithLimits(given.examples, limits),
  ], 2 * taught.size) // prettier-ignore
  const collected = lab.data('preferences', preferences.size, preferences.make)
  const pairs = lab.derive('pairs', { collected }, (given) => farApart(given.collected, leastDifference))
  const limited = lab.derive('pairs with limits', { pairs }, (given, random) =>
    pairsWithLimits(given.pairs, limits, random), 2 * preferences.size) // prettier-ignore
  const all = lab.derive('all pairs', { pairs, limited }, (given) => [...given.pairs, ...given.limited])
  const winners = lab.derive('winners', { limited }, (given) => chosenOf(given.limited))
  lab.measure('pairs', lab.derive('pair shares', { collected, pairs }, (given) =>
    pairShares(given.collected, given.pairs))) // prettier-ignore

  // Section 5: every DPO starts from the same SFT model, so that arms differ by their pairs alone.
  const base = lab.model('base', setup.base)
  const sft = lab.train('sft', base, examples, setup.sft)
  const dpo = lab.train('dpo', sft, pairs, setup.dpo)
  const lift = lab.train('lift-dpo', sft, all, setup.dpo)
  const arms = {
    base,
    sft,
    dpo,
    'lift-dpo': lift,
    // Table 5: what the pairs with limits do by themselves, and what SFT with limits does without pairs.
    'sft with limits': lab.train('sft with limits', base, limitedExamples, setup.sft),
    'dpo on pairs with limits': lab.train('dpo on pairs with limits', sft, limited, setup.dpo),
    // Our own: the same pairs with their losers left out.
    'sft on winners': lab.train('sft on winners', sft, winners, setup.sft),
  }
  for (const [arm, model] of Object.entries(arms)) bench.test(arm, model)

  // Figure 3: limits scaled down.
  bench.testScaled('dpo', dpo)
  bench.testScaled('lift-dpo', lift)
}
