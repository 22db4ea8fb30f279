// Benchmarks with several samples an item: their differences are means, and a suite's mean is taken over them.
import { randomStream } from '@retable/core'
import { meanNoWorse, surplusOfValues } from '@retable/stats/gate'
import { margin } from './truths.ts'
import { suiteSize } from './rules.ts'

export const meanRounds = 2000

/** Differences of means of four samples: most items differ by little, a few are lost wholly; in the mean −.02. */
const rareLosses = [
  [0, 0.78],
  [0.25, 0.1],
  [-0.25, 0.1],
  [-1, 0.02],
] as const

/** How often the mean drop of a suite of such benchmarks is said to be below the margin, where it is at it. */
export function meanOfMeansBelow(n: number): number {
  const random = randomStream('gate-errors', 'means', n)
  const draw = () => {
    let left = random()
    for (const [value, chance] of rareLosses) {
      left -= chance
      if (left < 0) return value
    }
    return 0
  }
  let said = 0
  for (let round = 0; round < meanRounds; round += 1) {
    const surpluses = Array.from({ length: suiteSize }, () =>
      surplusOfValues(Array.from({ length: n }, draw), { worst: -1, at: -margin, width: 1 }),
    )
    if (meanNoWorse(surpluses).p <= 0.05) said += 1
  }
  return said / meanRounds
}
