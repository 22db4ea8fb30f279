import type { Handle, Lab, ModelHandle, PreferencePair, PromptedText } from '@retable/core'
import { chosenOf } from '@retable/core/preference'
import { farApart, pairsWithLimits, textsWithLimits } from './data/augment.ts'
import { pairShares } from './data/pair-shares.ts'
import { dataOf, type Stage } from './data/source.ts'
import { testBench } from './evaluation/test-bench.ts'
import type { Arm, Setup } from './setup.ts'

/** LIFT: preference pairs under limits made of ordinary ones, and DPO on both; with the paper's baselines and ablations. */
export function recipe(lab: Lab, setup: Setup): void {
  let laidOut: ModelHandle | undefined
  const base = () => (laidOut ??= lab.model('base', setup.base))
  const stage: Stage = { lab, base }
  const bench = testBench(stage, setup)
  const data = layOutData(stage, setup)

  // Section 5: every DPO starts from the same model, so that arms differ by their pairs alone.
  const sft = data.supervised && lab.train('sft', base(), data.supervised.examples, data.supervised.plan)
  const from = sft ?? base()
  const modelOf = (arm: Arm): ModelHandle => {
    switch (arm) {
      case 'base':
        return base()
      case 'sft':
        return neededBy(arm, sft)
      case 'dpo':
        return lab.train(arm, from, data.pairs, setup.dpo)
      case 'dpo for one pass':
        return lab.train(arm, from, data.pairs, { ...setup.dpo, passes: 1 })
      case 'lift-dpo':
        return lab.train(arm, from, data.allPairs, setup.dpo)
      // Table 5: what the pairs with limits do by themselves, and what SFT with limits does without pairs.
      case 'dpo on pairs with limits':
        return lab.train(arm, from, data.limitedPairs, setup.dpo)
      case 'sft with limits': {
        const { allExamples, plan } = neededBy(arm, data.supervised)
        return lab.train(arm, base(), allExamples, plan)
      }
      // Our own: the same pairs with their losers left out.
      case 'sft on winners': {
        const { winners, plan } = neededBy(arm, data.supervised)
        return lab.train(arm, from, winners, plan)
      }
      // R-DPO (arXiv 2403.19159): a longer winner has to be ahead by less.
      default: {
        const lengthPenalty = Number(arm.slice('r-dpo '.length))
        const loss = { ...setup.dpo.loss, lengthPenalty }
        return lab.train(arm, from, data.pairs, { ...setup.dpo, loss })
      }
    }
  }
  const arms = setup.arms.map((arm) => ({ arm, model: modelOf(arm) }))
  for (const { arm, model } of arms) bench.test(arm, model)

  // Figure 3: limits scaled down.
  for (const { arm, model } of arms) if (arm === 'dpo' || arm === 'lift-dpo') bench.testScaled(arm, model)

  lab.measure('pairs', data.shares)
}

/** What arms learn from (section 4). Each pair gives two with a limit; a tight one makes the shorter response win. */
function layOutData(stage: Stage, { sft, preferences, limits, leastDifference }: Setup) {
  const { lab } = stage
  const texts = sft && { ...examplesOf(lab, sft.examples, limits), plan: sft.plan }
  const collected = dataOf(stage, 'preferences', preferences)
  const pairs = lab.derive('pairs', { collected }, (given) => farApart(given.collected, leastDifference))
  const limitedPairs = lab.derive(
    'pairs with limits',
    { pairs },
    (given, random) => pairsWithLimits(given.pairs, limits, random),
    2 * preferences.size,
  )
  const allPairs = lab.derive('all pairs', { pairs, limitedPairs }, (given): PreferencePair[] => [
    ...given.pairs,
    ...given.limitedPairs,
  ])
  const supervised = texts && {
    ...texts,
    winners: lab.derive('winners', { limitedPairs }, (given) => chosenOf(given.limitedPairs)),
  }
  const shares = lab.derive('pair shares', { collected, pairs }, (given) =>
    pairShares(given.collected, given.pairs),
  )
  return { supervised, pairs, limitedPairs, allPairs, shares }
}

/** Examples for SFT, and the same with those under limits added. */
function examplesOf(
  lab: Lab,
  source: NonNullable<Setup['sft']>['examples'],
  limits: Setup['limits'],
): Readonly<Record<'examples' | 'allExamples', Handle<readonly PromptedText[]>>> {
  const examples = lab.data('examples', source)
  const limitedExamples = lab.derive('examples with limits', { examples }, (given) =>
    textsWithLimits(given.examples, limits),
  )
  const allExamples = lab.derive('all examples', { examples, limitedExamples }, (given) => [
    ...given.examples,
    ...given.limitedExamples,
  ])
  return { examples, allExamples }
}

function neededBy<T>(arm: Arm, part: T | undefined): T {
  if (part === undefined) throw new Error(`the arm "${arm}" needs a setup with SFT`)
  return part
}
