import type { Interval95 } from '../interval.ts'
import { betaQuantile } from '../numeric/beta-quantile.ts'

/**
 * Exact interval of a share (Clopper & Pearson 1934), by quantiles of the beta distribution.
 *
 * @param right - from 0 to n; a printed share times n need not be whole
 * @param n - number of independent trials, above 0
 * @param level - how often it is to hold the true share
 * @throws RangeError for counts that are none
 */
export function clopperPearson(right: number, n: number, level = 0.95): Interval95 {
  if (!(n > 0 && right >= 0 && right <= n)) throw new RangeError(`${right} of ${n} is no share`)
  const side = (1 - level) / 2
  return {
    low: right === 0 ? 0 : betaQuantile(side, right, n - right + 1),
    high: right === n ? 1 : 1 - betaQuantile(side, n - right, right + 1),
  }
}
