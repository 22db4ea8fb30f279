import type { ReportedCell } from '@retable/core'

/** A number that is counted item by item: right or wrong, agreed or not, over the limit or not. */
const counted = /\b(accuracy|exact[- ]match|agreement rate|consistency rate|violation rate)\b/

/** A rate of winning or losing. */
const won = /\b(win|wins|lose|loses|tie|head-to-head|preference)\b/

/** A column that counts ties, so that none of them is halved into those beside it. */
const tie = /\btie[ds]?\b/

/**
 * A number that may be more than one count over n: a mean over draws, orders or groups, or of preferences between 0
 * and 1. AlpacaEval weighs each preference with the judge's probability. A vote over several samples is one answer an
 * item, and so a count, unless it is said to be averaged.
 */
const blurred =
  /\b(mean|average[ds]?|averaging|macro|expected|seeds|runs|weighted|calibrated|length-controlled|lc|alpacaeval 2|alpacaeval 2\.0|over two orders|f1)\b/

/** Where a number is drawn, it may be a mean over draws, but for a vote. */
const drawn = /\b(sampled|samples)\b/
const voted = /\b(votes?|voting|maj|self-consistency|sc)\b/

/**
 * The parts in which an item may count in a proportion: 1 for right or wrong, and for each part of a breakdown into
 * wins, ties and losses; 2 for a single rate of winning, where a tie may count half, 4 where both orders are judged.
 * Null where it is not certain that the number is one count: another unit, or a metric or setting that leaves room for
 * a mean. So a share is called impossible only where the paper's own words make it a count.
 *
 * @param breakdowns - of the paper's cells, by {@link breakdownsIn}
 */
export function shareSteps(cell: ReportedCell, breakdowns: ReadonlySet<string>): number | null {
  const { unit, metric, setting, column } = cell
  if (unit !== '%') return null
  const words = `${metric}; ${column}; ${setting}`.toLowerCase()
  if (blurred.test(words) || (drawn.test(words) && !voted.test(words))) return null
  if (won.test(metric.toLowerCase())) {
    if (breakdowns.has(placeOf(cell))) return 1
    return /\b(both|two) orders\b|\bswap/.test(words) ? 4 : 2
  }
  return counted.test(metric.toLowerCase()) ? 1 : null
}

/** Rows in which ties stand in a column of their own. */
export function breakdownsIn(cells: readonly ReportedCell[]): ReadonlySet<string> {
  return new Set(cells.filter(({ column }) => tie.test(column.toLowerCase())).map(placeOf))
}

function placeOf({ version, table, row }: ReportedCell): string {
  return JSON.stringify([version, table, row])
}
