import type { Measurement } from '@retable/core'
import { credit, isCredited } from '../../judgements/credit.ts'
import { shareOf } from '../../measure/measurements.ts'
import { pairRules } from './judges.ts'
import type { JudgedPair } from './pair-rows.ts'
import { splits } from './splits.ts'

/** How a pair's verdicts make it right or wrong: the first alone, or both orders together. */
export type OrderRule = 'first' | 'both'

/** A pair with the rule that it is judged by. */
export interface RuledPair extends JudgedPair {
  readonly rule: OrderRule
}

/**
 * A pair's sum: +1 for each order with the right verdict, −1 for each with the wrong one, 0 for a tie or none. The
 * pair is right if the sum is above 0: right once and tied once is right, once each way is not.
 *
 * Source: Tan et al., arXiv 2410.12784v2, section 4; ScalerLab/JudgeBench at e2c52c2, utils/metrics.py.
 */
export function pairSum({ label, verdicts }: JudgedPair): number {
  return verdicts.reduce((sum, verdict) => sum + 2 * (credit(verdict, pairRules, label) ?? 0.5) - 1, 0)
}

/** Whether a pair counts as right. */
export function isRight(pair: RuledPair): boolean {
  return pair.rule === 'first'
    ? isCredited(pair.verdicts[0] ?? null, pairRules, pair.label)
    : pairSum(pair) > 0
}

/** Accuracy over all pairs and in each split; of those judged by both orders, how these fit together. */
export function judgeBenchScore(pairs: readonly RuledPair[]): Measurement[] {
  const share = (name: string, of: readonly RuledPair[], is: (pair: RuledPair) => boolean) =>
    of.length === 0 ? [] : [shareOf(name, of.map(is))]
  const inBoth = pairs.filter(({ rule }) => rule === 'both')
  return [
    ...share('overall', pairs, isRight),
    ...splits.flatMap((split) =>
      share(
        split,
        pairs.filter((pair) => pair.split === split),
        isRight,
      ),
    ),
    ...share('no_verdict', pairs, ({ verdicts }) => verdicts.includes(null)),
    ...share('wrong', inBoth, (pair) => pairSum(pair) < 0),
    ...share('undecided', inBoth, (pair) => pairSum(pair) === 0),
    ...share('inconsistent', inBoth, ({ verdicts: [given, swapped] }) => given !== swapped),
  ]
}
