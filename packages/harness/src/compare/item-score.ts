import type { SideItem } from '@retable/core'
import { meanOf } from '@retable/stats'

/** What an item scored: the mean of its samples. */
export function itemScore({ samples }: Pick<SideItem, 'samples'>): number {
  return meanOf(samples.map(({ score }) => score)).mean
}
