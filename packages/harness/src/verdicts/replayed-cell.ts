import {
  isSecondHand,
  type CellVerdict,
  type ComparedCell,
  type ReplayedCell,
  type ReportedCell,
} from '@retable/core'
import { agreesAsPrinted, canBeSame, decimalsOf, printedLike } from '@retable/stats/printed'
import { differenceOf } from './difference.ts'

/** Compares a reported cell, as printed, with the value that it was recomputed as. */
export function compareCell(
  reported: ReportedCell,
  { value, from, source, known }: ReplayedCell,
): ComparedCell {
  const { cell, table, row, column, metric, version, unit, value: printed, read_from: readFrom } = reported
  const agrees = isPrintedAs(value, printed)
  const isExplained = !agrees && known !== undefined && isPrintedAs(value, known.gives)
  return {
    cell,
    table,
    row,
    column,
    metric,
    version,
    unit,
    reported: printed,
    secondHand: isSecondHand(reported),
    readFrom,
    measured: shownAs(value, printed),
    value,
    from,
    source,
    verdict: verdictOf(from, agrees),
    difference: differenceOf(Number(value), Number(printed)),
    cause: isExplained ? { reason: known.reason, isFitted: known.isFitted === true } : null,
    // A known difference that is none, or another, is as unexpected as an unknown one.
    refutedCause: known === undefined || isExplained ? null : { reason: known.reason, gives: known.gives },
  }
}

function isPrintedAs(value: number | string, printed: string): boolean {
  return typeof value === 'string' ? canBeSame(value, printed) : agreesAsPrinted(value, printed)
}

/** Another table's number keeps its own decimals where it has no more than the cell. */
function shownAs(value: number | string, printed: string): string {
  const isCoarse = typeof value === 'string' && decimalsOf(value) <= decimalsOf(printed)
  return isCoarse ? value : printedLike(Number(value), printed)
}

function verdictOf(from: ReplayedCell['from'], agrees: boolean): CellVerdict {
  if (from === 'outputs') return agrees ? 'exact' : 'deviates'
  return agrees ? 'agrees with the leaderboard' : 'differs from it'
}
