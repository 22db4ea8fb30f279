import type { Reproduction, Runs, TierName, TierSetup } from '@retable/core'
import { plannedEngines, tierEngines } from '../engines/tier-engines.ts'
import { layOut } from '../run/layout.ts'
import { whatLacks } from '../run/machine/what-lacks.ts'

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
      const setup = make({ seed: 0, quick: false })
      const { cannotRun: engines } = plannedEngines(await tierEngines(setup))
      const cannotRun = (await lackingHere(runs!, setup)) ?? engines
      return { tier, available: cannotRun === null, reason: cannotRun ?? '' }
    }),
  )
}

/** What this machine lacks for a tier that says what it is laid out for; null for one that any machine will do for. */
function lackingHere({ recipe }: Runs<unknown>, setup: TierSetup<unknown>): Promise<string | null> {
  if (setup.hardware === undefined) return Promise.resolve(null)
  return whatLacks(setup, { steps: layOut(recipe, setup.setup, 0) })
}
