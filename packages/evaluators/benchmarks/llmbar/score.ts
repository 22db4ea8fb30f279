import type { Measurement } from '@retable/core'
import { cohenKappa } from '@retable/stats'
import { measurement } from '../../measure/measurement.ts'
import { meanMeasurement, shareOf } from '../../measure/measurements.ts'
import { isRight, type JudgedPair, type Winner } from './pair-rows.ts'

/** Which categories a kappa is taken over. */
export type KappaRule = 'winners' | 'released'

/**
 * Accuracy is the mean of both orders', agreement the share of pairs with the same winner in both (or with none in
 * both).
 *
 * Source: Zeng et al., arXiv 2310.07641v2, section 4.1; princeton-nlp/LLMBar at 900616b, LLMEvaluator/evaluate.py.
 */
export function llmBarScore(pairs: readonly JudgedPair[], kappas: KappaRule): Measurement[] {
  const right = (order: 'given' | 'swapped') => pairs.map((pair) => isRight(pair[order], pair.label))
  const [given, swapped] = [right('given'), right('swapped')]
  return [
    meanMeasurement(
      'accuracy',
      pairs.map((_, i) => (Number(given[i]) + Number(swapped[i])) / 2),
      'fraction',
    ),
    shareOf('accuracy_given_order', given),
    shareOf('accuracy_swapped_order', swapped),
    shareOf(
      'right_in_both',
      pairs.map((_, i) => given[i]! && swapped[i]!),
    ),
    shareOf(
      'agreement',
      pairs.map((pair) => pair.given === pair.swapped),
    ),
    ...kappaMeasurements(pairs, kappas),
  ]
}

/**
 * Kappas of each order with the label, their mean, and of one order with the other.
 *
 * The released program makes winners numbers by asking whether they are "0" or "1", though they are "1" or "2": every
 * "2" becomes 0 beside labels of 1 and 2. Its kappas with labels are therefore far too low; those between orders only
 * lose the difference between "2" and no verdict. `released` follows it; `winners` takes winners as they are.
 */
function kappaMeasurements(pairs: readonly JudgedPair[], rule: KappaRule): Measurement[] {
  const category = (winner: Winner) => (rule === 'released' ? Number(winner === '1') : Number(winner ?? 0))
  const given = pairs.map((pair) => category(pair.given))
  const swapped = pairs.map((pair) => category(pair.swapped))
  const labels = pairs.map(({ label }) => Number(label))
  const [first, second] = [cohenKappa(given, labels), cohenKappa(swapped, labels)]
  const values = [
    ['kappa_given_order', first],
    ['kappa_swapped_order', second],
    ['kappa', (first + second) / 2],
    ['kappa_orders', cohenKappa(given, swapped)],
  ] as const
  return values.flatMap(([name, value]) =>
    Number.isNaN(value) ? [] : [measurement(name, value, { n: pairs.length, unit: 'coefficient' })],
  )
}
