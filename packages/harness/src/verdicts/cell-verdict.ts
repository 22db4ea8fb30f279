import type { DiffRow, MeasuredVerdict, ReportedN } from '@retable/core'
import type { Interval95 } from '@retable/stats'
import { cellDifference, meanResolution, shareResolution } from '@retable/stats/cells'
import { studentQuantile } from '@retable/stats/numeric'
import { decimalsOf } from '@retable/stats/printed'
import { estimatesOf, type Estimates } from './estimates.ts'
import type { FittedUnit } from './fitted-unit.ts'
import type { MeasuredCell } from './measured-cell.ts'

/** A verdict with all that it was drawn from. */
export type DrawnVerdict = Pick<DiffRow, 'verdict' | 'interval' | 'resolution' | 'coarse' | 'reason'>

/** A resolution of more than so many margins is coarse: 10 points of a share. */
const coarseMargins = 5

/**
 * Draws the verdict of a cell that nothing known sets apart from the paper's. The 95 % interval of the difference holds
 * 0 or it does not; where it does, the measurement must also be as precise as the reported number, by its items or by
 * its margin.
 *
 * @param printed - the reported number as printed, in `unit`
 */
export function cellVerdict(
  cell: MeasuredCell,
  unit: FittedUnit,
  reported: { readonly printed: string; readonly n: ReportedN },
): DrawnVerdict {
  const value = Number(reported.printed)
  const lastDigit = 10 ** -decimalsOf(reported.printed)
  const estimates = estimatesOf(cell, unit, { value, n: reported.n.n })
  if (estimates === null) {
    const reason = 'nothing says how far chance carries what was measured: it has no standard error'
    return { verdict: 'inconclusive', interval: null, resolution: null, coarse: false, reason }
  }
  const interval = cellDifference(estimates.measured, estimates.reported, lastDigit)
  const halfWidth = (interval.high - interval.low) / 2
  const margin = unit.marginAt(value)
  const resolution = resolutionOf(estimates, { interval, lastDigit, whole: unit.whole })
  const precision: Precision = { hasItems: cell.n >= reported.n.n, isWithin: halfWidth <= margin }
  const holdsZero = interval.low <= 0 && 0 <= interval.high
  const verdict = holdsZero ? precise(precision) : 'deviates'
  const ground = holdsZero
    ? `the interval holds 0, ${precisionText(precision, cell.n, margin)}`
    : 'the interval leaves out 0'
  const isCoarse = resolution > coarseMargins * margin
  const notes = [ground, itemsText(reported.n), trainingText(cell), ...approximateText(estimates)]
  return { verdict, interval, resolution, coarse: isCoarse, reason: notes.join('; ') }
}

/** What makes a measurement as precise as the reported number; either will do. */
interface Precision {
  readonly hasItems: boolean
  /** Whether the interval's half-width is within the margin. */
  readonly isWithin: boolean
}

function precise({ hasItems, isWithin }: Precision): MeasuredVerdict {
  return hasItems || isWithin ? 'reproduced' : 'inconclusive'
}

function precisionText({ hasItems, isWithin }: Precision, n: number, margin: number): string {
  if (hasItems) return `on ${n} items, no fewer than the reported number’s`
  if (isWithin) return `and its half-width is within ${shortened(margin)}`
  return `but is wider than ± ${shortened(margin)} on ${n} items, fewer than the reported number’s`
}

/** The least true difference that would be called a deviation with 80 % power. */
function resolutionOf(
  { measured, reported, shares, seeds }: Estimates,
  {
    interval,
    lastDigit,
    whole,
  }: { readonly interval: Interval95; readonly lastDigit: number; readonly whole: number | null },
): number {
  if (shares !== null && whole !== null) {
    return shareResolution({ ...shares, reported: reported.value / whole, lastDigit, scale: whole })
  }
  if (seeds === null) return meanResolution(measured, reported, lastDigit)
  const difference = measured.value - reported.value
  const side = Math.max(difference - interval.low, interval.high - difference)
  return side + beyond(seeds) * Math.hypot(measured.standardError, reported.standardError)
}

/**
 * Standard errors beyond the interval's own side at which 80 % are seen, over few seeds: Student's, as the interval is.
 * What shares and means of many items take, 0.92, is missed a little more often there.
 */
function beyond(seeds: number): number {
  return studentQuantile(0.4, seeds - 1)
}

function itemsText({ n, from }: ReportedN): string {
  if (from === 'taken')
    return `how many items the reported number rests on is not known: taken to be ${n}, and no error rate is promised`
  return `reported on ${n} items (${from})`
}

function trainingText({ perSeed, isGiven }: MeasuredCell): string {
  if (isGiven) return 'of one given model: it says nothing of the spread between trainings'
  return perSeed.length === 1
    ? 'one seed: it says nothing of the spread between trainings'
    : `mean of ${perSeed.length} seeds, with the spread between them; that of the reported number is not in the interval`
}

function approximateText({ shares, seeds, isReportedErrorKnown }: Estimates): string[] {
  const unknown = isReportedErrorKnown ? [] : ['the reported number’s own error is not known and left out']
  const isMean = shares === null && seeds === null
  return isMean ? [...unknown, 'approximate: Student’s t over items'] : unknown
}

/** Three significant digits. */
function shortened(value: number): string {
  return String(Number(value.toPrecision(3)))
}
