import { meanOf } from '../mean.ts'
import { studentQuantile } from '../numeric/student-t.ts'
import { studentMeanTest, studentPs } from '../paired/student-mean.ts'
import { verdictPs } from './bounded-test.ts'
import type { Units } from './paired-scores.ts'
import type { PairedTest } from './paired-test.ts'

/** Units of scores without bounds. */
export interface UnboundedOptions {
  readonly units: Units
  readonly items: number
  readonly lacks: PairedTest['lacks']
}

const nothing = { low: -Infinity, high: Infinity, low90: -Infinity, high90: Infinity, p: 1 }

/** Student's t of candidate − baseline, in the scores' unit. */
export function unboundedTest(options: UnboundedOptions): PairedTest {
  const values = options.units.candidate.map((score, i) => score - options.units.baseline[i]!)
  const n = values.length
  const { effect, low, high, p } = studentMeanTest(values)
  // Both intervals have their middle in the effect.
  const half = ((high - low) / 2) * narrower(n)
  const known = { low, high, low90: effect - half, high90: effect + half, p }
  return {
    effect,
    ...(options.lacks === null ? known : nothing),
    ...described(options),
    psAt: (margin) =>
      options.lacks === null ? verdictPs(studentPs(values, -margin)) : { noWorse: 1, regressed: 1 },
  }
}

/** The same as a share of the baseline's mean; its interval is Fieller's (1954). */
export function unboundedRatioTest(options: UnboundedOptions): PairedTest {
  const { units, lacks } = options
  const { baseline, candidate } = units
  const [b, c] = [meanOf(baseline).mean, meanOf(candidate).mean]
  if (!(b > 0)) throw new RangeError(`a baseline with mean ${b} has no relative margin`)
  const at = (ratio: number) =>
    studentPs(
      candidate.map((score, i) => score - ratio * baseline[i]!),
      0,
    )
  const [wide, narrow] = [ratioInterval(units, 0.05), ratioInterval(units, 0.1)]
  const { above, below } = at(1)
  const known = { ...wide, low90: narrow.low, high90: narrow.high, p: Math.min(1, 2 * above, 2 * below) }
  return {
    effect: c / b - 1,
    ...(lacks === null ? known : nothing),
    ...described(options),
    psAt: (margin) => (lacks === null ? verdictPs(at(1 - margin)) : { noWorse: 1, regressed: 1 }),
  }
}

function described({ units, items, lacks }: UnboundedOptions) {
  return { n: units.candidate.length, items, isApproximate: true, lacks, surplusAt: () => null }
}

/** The 90 % interval's width over that of 95 %. */
function narrower(n: number): number {
  return n < 2 ? 1 : studentQuantile(0.1, n - 1) / studentQuantile(0.05, n - 1)
}

/** The ratios r for which c − r b is not told from 0: between the roots of a quadratic, where the baseline is told from 0. */
function ratioInterval({ baseline, candidate }: Units, p: number): { low: number; high: number } {
  const n = candidate.length
  const endless = { low: -Infinity, high: Infinity }
  if (n < 2) return endless
  const [b, c] = [meanOf(baseline).mean, meanOf(candidate).mean]
  const t = studentQuantile(p, n - 1)
  const covariance = (x: readonly number[], y: readonly number[]) => {
    const [mx, my] = [meanOf(x).mean, meanOf(y).mean]
    return x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0) / (n - 1) / n
  }
  const square = b * b - t * t * covariance(baseline, baseline)
  const linear = b * c - t * t * covariance(baseline, candidate)
  const constant = c * c - t * t * covariance(candidate, candidate)
  if (square <= 0) return endless
  const root = Math.sqrt(Math.max(0, linear * linear - square * constant))
  return { low: (linear - root) / square - 1, high: (linear + root) / square - 1 }
}
