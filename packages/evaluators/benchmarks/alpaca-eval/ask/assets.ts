import type { Asset } from '@retable/core'
import { alpacaEvalAsset } from '../assets.ts'

/** The prompt of AlpacaEval 2's judge, in ChatML; code of the repository, under Apache-2.0. */
export const judgePrompt: Asset = {
  ...alpacaEvalAsset(
    'src/alpaca_eval/evaluators_configs/alpaca_eval_clf_gpt4_turbo/alpaca_eval_clf.txt',
    '784227e6dc2832fc08c43d2c8ea3a308e7523780187a1aaad2f85e30bac85f62',
    1398,
  ),
  licence: 'Apache-2.0',
}
