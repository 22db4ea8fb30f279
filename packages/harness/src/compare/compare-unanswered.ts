import type { SideBenchmark, SideItem, UnansweredComparison } from '@retable/core'
import { meanOf } from '@retable/stats'
import { pairedTest } from '@retable/stats/gate'
import { differenceOf, pairedScores, type PairedItem } from './compare-benchmark.ts'

/**
 * How many answers were not found on either side, and what of the change in scores comes with them. Null where a side
 * does not tell its answers, and where all are found.
 */
export function compareUnanswered(
  pairs: readonly PairedItem[],
  bounds: SideBenchmark['bounds'],
): UnansweredComparison | null {
  const isTold = ({ samples }: SideItem) => samples.every(({ answer }) => answer !== undefined)
  if (pairs.length === 0 || !pairs.every(({ baseline, candidate }) => isTold(baseline) && isTold(candidate)))
    return null
  const before = pairs.map(({ baseline }) => shareUnanswered(baseline))
  const after = pairs.map(({ candidate }) => shareUnanswered(candidate))
  if (before.every((share) => share === 0) && after.every((share) => share === 0)) return null
  const test = pairedTest({ baseline: before, candidate: after })
  const answered = pairs.filter((_pair, i) => before[i] === 0 && after[i] === 0)
  const ofAnswered = answered.length === 0 ? null : pairedTest(pairedScores(answered, bounds))
  return {
    baseline: meanOf(before).mean,
    candidate: meanOf(after).mean,
    difference: differenceOf(test),
    worseForFormat: pairs.filter((pair, i) => pair.after < pair.before && after[i]! > before[i]!).length,
    betterForFormat: pairs.filter((pair, i) => pair.after > pair.before && after[i]! < before[i]!).length,
    ofAnswered: ofAnswered === null || ofAnswered.lacks !== null ? null : differenceOf(ofAnswered),
  }
}

function shareUnanswered({ samples }: SideItem): number {
  return samples.filter(({ answer }) => answer === null).length / samples.length
}
