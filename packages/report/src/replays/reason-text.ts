import type { ComparedCell, ComparedFigure, KnownCause } from '@retable/core'

/** Why a figure or a cell is not simply as published, in two parts; both are empty where it is. */
export interface ReasonText {
  /** By how much it differs. */
  readonly difference: string
  /** Why, where that is known; figures that share it are told together. */
  readonly cause: string
}

/** Of a benchmark's figure. */
export function figureReason({ verdict, measured, metric, difference, cause }: ComparedFigure): ReasonText {
  if (verdict === 'exact') return { difference: '', cause: '' }
  if (measured === '') return { difference: `the variant measures no ${metric}`, cause: '' }
  return { difference: byHowMuch(difference), cause: causeText(cause) }
}

/** Of a paper's cell; a known difference that is not there has a reason too. */
export function cellReason(cell: ComparedCell): ReasonText {
  const { difference, cause, refutedCause } = cell
  if (isAsPrinted(cell)) {
    if (refutedCause === null) return { difference: '', cause: '' }
    return { difference: 'is said to differ, and does not', cause: refutedCause.reason }
  }
  if (refutedCause === null) return { difference: byHowMuch(difference), cause: causeText(cause) }
  const other = `the known cause would give ${refutedCause.gives}, and this is another value`
  return { difference: byHowMuch(difference), cause: other }
}

/** A figure's reason as one text; empty for an exact one. */
export function figureReasonText(figure: ComparedFigure): string {
  return joined(figureReason(figure), ': ')
}

/** A cell's reason as one text; empty where it is as printed, as expected. */
export function cellReasonText(cell: ComparedCell): string {
  return joined(cellReason(cell), cell.refutedCause === null || isAsPrinted(cell) ? ': ' : '; ')
}

/** Whether the value agrees with what is printed, and nobody said that it does not. */
export function isAsExpected(cell: ComparedCell): boolean {
  return isAsPrinted(cell) && cell.refutedCause === null
}

function isAsPrinted({ verdict }: ComparedCell): boolean {
  return verdict === 'exact' || verdict === 'agrees with the leaderboard'
}

function byHowMuch(difference: number | null): string {
  return difference === null ? 'is no number' : `differs by ${difference.toPrecision(3)}`
}

/** What is said beside a cause that was found by the very figure that it explains. */
const fittedTo = 'this cause was fitted to the figure itself'

function causeText(cause: KnownCause | null): string {
  if (cause === null) return ''
  return `${cause.reason}${cause.isFitted ? `; ${fittedTo}` : ''}`
}

function joined({ difference, cause }: ReasonText, separator: string): string {
  return cause === '' ? difference : `${difference}${separator}${cause}`
}

/** Whether a reason that {@link cellReasonText} made, and a diff.csv keeps, names the cause of a difference. */
export function namesCause(reason: string): boolean {
  return /^(differs by \S+|is no number): /.test(reason)
}
