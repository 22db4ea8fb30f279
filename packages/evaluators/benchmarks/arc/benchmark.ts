import type { Benchmark } from '@retable/core'
import { itemId, readGold, test } from './dataset.ts'
import { lmEvalContext, zeroShotCot } from './prompts/styles.ts'
import { reportedItems } from './reported-items.ts'
import { bestAnswer } from './variants/best-answer.ts'
import { finalLetter } from './variants/final-letter.ts'
import { inspect } from './variants/inspect.ts'
import { lenient } from './variants/lenient.ts'
import { acc, accBytes, accNorm } from './variants/log-likelihood.ts'

/** ARC-Challenge: grade-school science questions with three to five choices. */
export const benchmark: Benchmark = {
  id: 'arc',
  version: '1',
  title: 'ARC-Challenge',
  citation:
    'Clark et al., "Think you have Solved Question Answering? Try ARC, the AI2 Reasoning Challenge", arXiv 1803.05457v1',
  splits: { test },
  prompts: [zeroShotCot, lmEvalContext],
  variants: [finalLetter, bestAnswer, inspect, acc, accNorm, accBytes, lenient],
  defaultVariant: 'final-letter',
  // A log of log-likelihoods names their scores; any other log of lm-eval holds texts.
  variantOfFormat: { 'lm-eval': 'best-answer', inspect: 'inspect' },
  logVariants: [
    { score: 'acc,none', variant: 'acc' },
    { score: 'acc_norm,none', variant: 'acc-norm' },
    { score: 'acc_bytes,none', variant: 'acc-bytes' },
    { score: 'choice', variant: 'inspect' },
  ],
  logTasks: /^(?:inspect_evals\/)?arc_challenge/,
  itemId,
  readGold,
  // Nobody is known to have released log-likelihoods or outputs beside a score on the test questions.
  leaderboards: [],
  reportedItems,
}
