import { HarnessError } from '../../errors.ts'
import { marginIn, policyOf, type GatePolicy } from '../policy.ts'
import type { SideBenchmark } from '@retable/core'

/**
 * Makes sure, before anything is asked, that bets can decide what a policy asks for.
 *
 * @throws HarnessError `harness/no-bet`
 */
export function requireBets(policy: GatePolicy, benchmarks: readonly SideBenchmark[]): void {
  const refuse = (why: string) => {
    throw new HarnessError('harness/no-bet', `${why}: evaluate the candidate, and gate the two records`)
  }
  if (policy.asks === 'on average') {
    refuse('"no-worse: on average" asks for a mean over benchmarks, on which --sequential has no bet')
  }
  const lacking = [...policy.benchmarks].find(
    ([name, { isRequired }]) => isRequired && !benchmarks.some(({ setting }) => setting === name),
  )
  if (lacking !== undefined) refuse(`${lacking[0]} is required, and the baseline was not asked it`)
  if (benchmarks.every((each) => policyOf(policy, each).tier === 'advisory')) {
    refuse('no benchmark of the baseline weighs in this policy, so that nothing settles a verdict')
  }
  for (const each of benchmarks) {
    const { setting, bounds } = each
    const { value, isRelative } = marginIn(policyOf(policy, each).margin, bounds)
    if (isRelative) {
      refuse(
        `${setting} has a margin relative to the baseline’s score, and --sequential bets on absolute ones`,
      )
    }
    if (value >= 0.25 * (bounds.most - bounds.least)) {
      refuse(`${setting} has a margin of a quarter of the scores’ range or more, on which nobody bets`)
    }
  }
}
