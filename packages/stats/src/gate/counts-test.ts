import { intervalWithin } from '../paired/mean-test.ts'
import { pairedCountsPs, pairedCountsTest, type PairedCounts } from '../paired/paired-counts.ts'
import { verdictPs } from './bounded-test.ts'
import type { PairedTest } from './paired-test.ts'
import { surplusOfCounts } from './surplus.ts'

/**
 * The test of rights and wrongs from counts alone; it is that of the lists which have them.
 *
 * @throws RangeError for counts that are not whole, or more than n
 */
export function pairedTestOfCounts(counts: PairedCounts): PairedTest {
  const wide = intervalWithin((at) => pairedCountsPs(counts, at), { least: -1, most: 1 }, { side: 0.05 })
  return {
    ...pairedCountsTest(counts),
    low90: wide.low,
    high90: wide.high,
    items: counts.n,
    isApproximate: false,
    lacks: null,
    psAt: (margin) => verdictPs(pairedCountsPs(counts, -margin)),
    surplusAt: (margin) => surplusOfCounts(counts, margin),
  }
}
