import type { Measurement } from '@retable/core'
import { shareOf } from '../../measure/measurements.ts'
import { metricOf, scenarioGroups } from './scenarios.ts'

/** A judged item, and whether it counts. */
export interface GroupedOutcome {
  readonly group: string
  readonly counts: boolean
}

/**
 * The share of items that count, over all and for each group that has items. A group's items are pooled: a scenario
 * with more items weighs more.
 */
export function sharesByGroup(metric: string, outcomes: readonly GroupedOutcome[]): Measurement[] {
  const share = (name: string, of: readonly GroupedOutcome[]) =>
    shareOf(
      name,
      of.map(({ counts }) => counts),
    )
  const groups = Object.keys(scenarioGroups).flatMap((group) => {
    const items = outcomes.filter((outcome) => outcome.group === group)
    return items.length === 0 ? [] : [share(metricOf(metric, group), items)]
  })
  return [share(metric, outcomes), ...groups]
}
