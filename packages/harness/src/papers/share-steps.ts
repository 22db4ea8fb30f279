import type { ReportedCell } from '@retable/core'

/** A number that is counted item by item: right or wrong, agreed or not, over the limit or not. */
const counted = /\b(accuracy|exact[- ]match|agreement rate|consistency rate|violation rate)\b/

/** A number in which a tie may count half. */
const won = /\b(win|lose|tie|head-to-head|preference)\b/

/**
 * A number that may be more than one count over n: a mean over draws, orders or groups, or of preferences between 0
 * and 1. Voting is among them, since papers average it over several draws without saying so; AlpacaEval weighs each
 * preference with the judge's probability.
 */
const blurred =
  /\b(mean|average[ds]?|averaging|macro|expected|sampled|samples|seeds|runs|votes?|voting|maj|self-consistency|sc|weighted|calibrated|length-controlled|lc|alpacaeval 2|alpacaeval 2\.0|over two orders|f1)\b/

/**
 * The parts in which an item may count in a proportion: 1 for right or wrong, 2 for rates of winning, where a tie may
 * count half, 4 where both orders are judged. Null where
 * it is not certain that the number is one count over its n: no n, another unit, or a metric or setting that leaves
 * room for a mean. So a share is called impossible only where the paper's own words make it a count.
 */
export function shareSteps({ unit, n, metric, setting, column }: ReportedCell): number | null {
  if (unit !== '%' || n === '') return null
  const words = `${metric}; ${column}; ${setting}`.toLowerCase()
  if (blurred.test(words)) return null
  if (won.test(metric.toLowerCase())) return /\b(both|two) orders\b|\bswap/.test(words) ? 4 : 2
  return counted.test(metric.toLowerCase()) ? 1 : null
}
