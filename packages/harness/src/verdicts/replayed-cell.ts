import { isSecondHand, type KnownDifference, type ReplayedCell, type ReportedCell } from '@retable/core'
import { agreesAsPrinted, canBeSame, decimalsOf, printedLike } from '@retable/stats/printed'
import { withCause } from '../replay/known-cause.ts'

/** A cell that agrees with another published table is not thereby recomputed: only outputs make it `exact`. */
export type CellVerdict = 'exact' | 'deviates' | 'agrees with the leaderboard' | 'differs from it'

/** A reported cell and what it was recomputed as. */
export interface CellReplay {
  readonly cell: string
  readonly table: string
  readonly row: string
  readonly column: string
  readonly metric: string
  readonly version: string
  readonly unit: string
  /** As printed. */
  readonly reported: string
  /** Whether what is reported was read in what others wrote about the paper. */
  readonly secondHand: boolean
  readonly readFrom: string
  /** In the reported number's decimals. */
  readonly measured: string
  /** In all digits, or as the other table prints it. */
  readonly value: number | string
  readonly from: ReplayedCell['from']
  /** What it was recomputed from. */
  readonly source: string
  readonly verdict: CellVerdict
  /** Empty where the two agree, as expected; else by how much they differ, and why if that is known. */
  readonly reason: string
  /** Whether the value is the one that the known cause of the difference yields. */
  readonly explained: boolean
  /** Set where that cause was found by the very cell that it explains, so that this cell is no evidence for it. */
  readonly fitted?: true
}

/** Holds a recomputed value against the cell as printed. */
export function compareCell(
  reported: ReportedCell,
  { value, from, source, known }: ReplayedCell,
): CellReplay {
  const { cell, table, row, column, metric, version, unit, value: printed, read_from: readFrom } = reported
  const agrees = isPrintedAs(value, printed)
  const explained = !agrees && known !== undefined && isPrintedAs(value, known.gives)
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
    reason: agrees ? vanished(known) : differenceText(value, printed, known),
    explained,
    ...(explained && known.isFitted && { fitted: true }),
  }
}

function differenceText(value: number | string, printed: string, known?: KnownDifference): string {
  const by = `differs by ${(Number(value) - Number(printed)).toPrecision(3)}`
  if (known === undefined) return by
  if (isPrintedAs(value, known.gives)) {
    return withCause(by, { reason: known.reason, isFitted: known.isFitted === true })
  }
  return `${by}; the known cause would give ${known.gives}, and this is another value`
}

/** A known difference that is none is as unexpected as an unknown one. */
function vanished(known?: KnownDifference): string {
  return known === undefined ? '' : `is said to differ, and does not: ${known.reason}`
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
