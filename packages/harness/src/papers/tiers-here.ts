import type { Reproduction, TierName } from '@retable/core'
import { plannedEngines, tierEngines } from '../engines/tier-engines.ts'

/** Those that show something; `tiny` is for tests. */
const tierNames: readonly TierName[] = ['nano', 'mini', 'paper']

/** Every tier, whether it can run on this machine, and else why not. */
export async function tiersHere({
  runs,
}: Pick<Reproduction<unknown>, 'runs'>): Promise<
  { readonly tier: TierName; readonly available: boolean; readonly reason: string }[]
> {
  return Promise.all(
    tierNames.map(async (tier) => {
      const make = runs?.tiers[tier]
      if (make === undefined) return { tier, available: false, reason: 'no recipe yet' }
      const { cannotRun } = plannedEngines(await tierEngines(make({ seed: 0, quick: false })))
      return { tier, available: cannotRun === null, reason: cannotRun ?? '' }
    }),
  )
}
