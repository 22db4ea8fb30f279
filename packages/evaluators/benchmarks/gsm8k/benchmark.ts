import type { Benchmark } from '@retable/core'
import { itemId, readGold, test, train } from './dataset.ts'
import { zeroEvalLeaderboard } from './leaderboard.ts'
import { zeroShotHash } from './prompts/hash-line.ts'
import { numberOnly, question } from './prompts/plain-question.ts'
import { answerLine, lmEvalFiveShot, zeroShotCot } from './prompts/styles.ts'
import { reportedItems } from './reported-items.ts'
import { finalAnswer, finalAnswer1 } from './variants/final-answer.ts'
import { inspect } from './variants/inspect.ts'
import { lenient } from './variants/lenient.ts'
import { lmEvalCot, lmEvalFlexible, lmEvalStrict } from './variants/lm-eval.ts'
import { official, officialSamples } from './variants/openai.ts'
import { tora } from './variants/tora.ts'
import { zeroEval } from './variants/zeroeval.ts'

/** GSM8K: grade-school word problems with a whole number as answer. */
export const benchmark: Benchmark = {
  id: 'gsm8k',
  version: '1',
  title: 'GSM8K',
  citation: 'Cobbe et al., "Training Verifiers to Solve Math Word Problems", arXiv 2110.14168v2',
  splits: { test, train },
  prompts: [zeroShotCot, lmEvalFiveShot, answerLine, zeroShotHash, question, numberOnly],
  variants: [
    finalAnswer,
    { ...finalAnswer1, id: 'final-answer-1' },
    official,
    officialSamples,
    lmEvalStrict,
    lmEvalFlexible,
    lmEvalCot,
    inspect,
    zeroEval,
    tora,
    lenient,
  ],
  defaultVariant: 'official',
  variantOfFormat: {
    zeroeval: 'zeroeval',
    'lm-eval': 'lm-eval-strict',
    inspect: 'inspect',
    'math-eval': 'tora',
  },
  logVariants: [
    { task: 'gsm8k_cot', score: 'exact_match,strict-match', variant: 'lm-eval-cot' },
    { score: 'exact_match,strict-match', variant: 'lm-eval-strict' },
    { score: 'exact_match,flexible-extract', variant: 'lm-eval-flexible' },
    { score: 'match', variant: 'inspect' },
  ],
  logTasks: /^(?:inspect_evals\/)?gsm8k(?:_cot)?/,
  itemId,
  readGold,
  leaderboards: [zeroEvalLeaderboard],
  reportedItems,
}
