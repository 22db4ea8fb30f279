// Cells of shares: all pairs of counts are summed over, so nothing here is drawn.
import { cellDifference, shareEstimate, type Estimate } from '@retable/stats/cells'
import { binomial, expected } from '@retable/stats/numeric'

/** The interval of measured − reported, in points. */
export type CellMethod = (measured: Estimate, reported: Estimate, lastDigit: number) => Ends

interface Ends {
  readonly low: number
  readonly high: number
}

/** One cell: true shares in per cent of either side, their items, and the decimals that the reported number has. */
export interface ShareCell {
  readonly measured: number
  readonly reported: number
  readonly n: number
  readonly reportedN: number
  readonly decimals: number
  /** Items that the reported number is taken to rest on; as many as it does where left out. */
  readonly takenN?: number
}

/** How often an interval leaves out a difference: 0 for "deviates", the true one for what it fails to cover. */
export function leavesOut(cell: ShareCell, difference: number, method: CellMethod): number {
  const { n, reportedN, takenN = reportedN, decimals } = cell
  const unit = 10 ** decimals
  const known = binomial(reportedN, cell.reported / 100)
  const found = binomial(n, cell.measured / 100)
  return expected(known, (right) => {
    const printed = Math.round((100 * right * unit) / reportedN) / unit
    const reported = estimate(printed, takenN)
    return expected(found, (right) => {
      const { low, high } = method(estimate((100 * right) / n, n), reported, 1 / unit)
      return low > difference || high < difference ? 1 : 0
    })
  })
}

/** Squares added over two Clopper-Pearson intervals, and half a last digit. */
export const squaresAdded: CellMethod = cellDifference

/** What the textbook has: 1.96 standard errors. */
export const wald: CellMethod = (measured, reported) => {
  const half = 1.959963984540054 * Math.hypot(measured.standardError, reported.standardError)
  const difference = measured.value - reported.value
  return { low: difference - half, high: difference + half }
}

/** The reported number taken as the truth. */
export const withoutItsError: CellMethod = (measured, { value }, lastDigit) =>
  cellDifference(measured, { value, low: value, high: value }, lastDigit)

const estimates = new Map<string, Estimate>()

function estimate(percent: number, n: number): Estimate {
  const key = `${percent} ${n}`
  const known = estimates.get(key) ?? shareEstimate(percent / 100, n, 100)
  estimates.set(key, known)
  return known
}
