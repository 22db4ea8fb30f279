import type { Lab } from '@retable/core'
import { chosenOf } from '@retable/core/preference'
import { farApart, pairsWithLimits, textsWithLimits } from './augment.ts'
import { testBench } from './evaluation/test-bench.ts'
import { pairShares } from './pair-shares.ts'
import type { Setup } from './setup.ts'

/** LIFT: preference pairs under limits made of ordinary ones, and DPO on both; with the paper's baselines and ablations. */
export function recipe(lab: Lab, setup: Setup): void {
  const { limits, leastDifference } = setup
  const bench = testBench(lab, setup)

  // Section 4: the data. Each pair gives two with a limit; a tight one makes the shorter response win.
  const examples = lab.data('examples', setup.examples)
  const limitedExamples = lab.derive('examples with limits', { examples }, (given) =>
    textsWithLimits(given.examples, limits),
  )
  const allExamples = lab.derive('all examples', { examples, limitedExamples }, (given) => [
    ...given.examples,
    ...given.limitedExamples,
  ])
  const collected = lab.data('preferences', setup.preferences)
  const pairs = lab.derive('pairs', { collected }, (given) => farApart(given.collected, leastDifference))
  const limitedPairs = lab.derive(
    'pairs with limits',
    { pairs },
    (given, random) => pairsWithLimits(given.pairs, limits, random),
    2 * setup.preferences.size,
  )
  const allPairs = lab.derive('all pairs', { pairs, limitedPairs }, (given) => [
    ...given.pairs,
    ...given.limitedPairs,
  ])
  const winners = lab.derive('winners', { limitedPairs }, (given) => chosenOf(given.limitedPairs))
  const shares = lab.derive('pair shares', { collected, pairs }, (given) =>
    pairShares(given.collected, given.pairs),
  )

  // Section 5: every DPO starts from the same SFT model, so that arms differ by their pairs alone.
  const base = lab.model('base', setup.base)
  const sft = lab.train('sft', base, examples, setup.sft)
  const dpo = lab.train('dpo', sft, pairs, setup.dpo)
  const lift = lab.train('lift-dpo', sft, allPairs, setup.dpo)
  const arms = {
    base,
    sft,
    dpo,
    'lift-dpo': lift,
    // Table 5: what the pairs with limits do by themselves, and what SFT with limits does without pairs.
    'sft with limits': lab.train('sft with limits', base, allExamples, setup.sft),
    'dpo on pairs with limits': lab.train('dpo on pairs with limits', sft, limitedPairs, setup.dpo),
    // Our own: the same pairs with their losers left out.
    'sft on winners': lab.train('sft on winners', sft, winners, setup.sft),
  }
  for (const [arm, model] of Object.entries(arms)) bench.test(arm, model)

  // Figure 3: limits scaled down.
  bench.testScaled('dpo', dpo)
  bench.testScaled('lift-dpo', lift)

  lab.measure('pairs', shares)
}
