import type { Benchmark } from '@retable/core'
import { itemId, readGold, test } from './dataset.ts'
import { zeroEvalLeaderboard } from './leaderboard.ts'
import { fourShotCot, minervaFourShot, zeroShotBoxed } from './prompts/styles.ts'
import { reportedItems } from './reported-items.ts'
import { hendrycks } from './variants/hendrycks.ts'
import { lmEvalHendrycks } from './variants/lm-eval.ts'
import { lmEvalMinerva, minerva } from './variants/minerva.ts'
import { prm800k } from './variants/prm800k.ts'
import { symbolic } from './variants/symbolic.ts'
import { zeroEval } from './variants/zeroeval.ts'

/** MATH: competition problems whose answers are expressions. */
export const benchmark: Benchmark = {
  id: 'math',
  version: '1',
  title: 'MATH',
  citation:
    'Hendrycks et al., "Measuring Mathematical Problem Solving With the MATH Dataset", arXiv 2103.03874v2',
  splits: { test },
  prompts: [fourShotCot, minervaFourShot, zeroShotBoxed],
  variants: [symbolic, hendrycks, lmEvalHendrycks, minerva, lmEvalMinerva, prm800k, zeroEval],
  defaultVariant: 'symbolic',
  variantOfFormat: { zeroeval: 'zeroeval', 'lm-eval': 'lm-eval-minerva' },
  logVariants: [
    { task: 'hendrycks_math', score: 'exact_match,none', variant: 'lm-eval-hendrycks' },
    { task: 'minerva_math', score: 'exact_match,none', variant: 'lm-eval-minerva' },
  ],
  hasCategories: true,
  logTasks: /^(?:inspect_evals\/)?(?:hendrycks_math|minerva_math|math$)/,
  itemId,
  readGold,
  leaderboards: [zeroEvalLeaderboard],
  reportedItems,
}
