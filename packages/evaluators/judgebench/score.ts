import type { Measurement } from '@retable/core'
import { shareOf } from '../judgements/measurements.ts'
import type { JudgedPair } from './pair-rows.ts'
import { splits } from './splits.ts'

/** How a pair's verdicts make it right or wrong: the first alone, or both orders together. */
export type OrderRule = 'first' | 'both'

/**
 * A pair's sum: +1 for each order with the right verdict, −1 for each with the wrong one, 0 for a tie or none. The
 * pair is right if the sum is above 0: right once and tied once is right, once each way is not.
 *
 * Source: Tan et al., arXiv 2410.12784v2, section 4; ScalerLab/JudgeBench at e2c52c2, utils/metrics.py.
 */
export function pairSum({ label, verdicts }: JudgedPair): number {
  return verdicts.reduce((sum, verdict) => {
    if (verdict === label) return sum + 1
    return verdict === null || verdict === 'tie' ? sum : sum - 1
  }, 0)
}

/** Whether a pair counts as right. */
export function isRight(pair: JudgedPair, rule: OrderRule): boolean {
  return rule === 'first' ? pair.verdicts[0] === pair.label : pairSum(pair) > 0
}

/** Accuracy over all pairs and in each split; where both orders are asked, how they fit together. */
export function judgeBenchScore(pairs: readonly JudgedPair[], rule: OrderRule): Measurement[] {
  const share = (name: string, of: readonly JudgedPair[], is: (pair: JudgedPair) => boolean) =>
    of.length === 0 ? [] : [shareOf(name, of.map(is))]
  const measured = [
    ...share('overall', pairs, (pair) => isRight(pair, rule)),
    ...splits.flatMap((split) =>
      share(
        split,
        pairs.filter((pair) => pair.split === split),
        (pair) => isRight(pair, rule),
      ),
    ),
    ...share('no_verdict', pairs, ({ verdicts }) => verdicts.includes(null)),
  ]
  if (rule === 'first') return measured
  return [
    ...measured,
    ...share('wrong', pairs, (pair) => pairSum(pair) < 0),
    ...share('undecided', pairs, (pair) => pairSum(pair) === 0),
    ...share('inconsistent', pairs, ({ verdicts: [given, swapped] }) => given !== swapped),
  ]
}
