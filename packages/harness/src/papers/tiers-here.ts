import type { Reproduction, TierName } from '@retable/core'
import { tierEngines } from '../engines/tier-engines.ts'
import { layOut } from '../run/layout.ts'
import { tierLacks, type TierToRun } from '../run/machine/tier-lacks.ts'

/** Those that show something; `tiny` is for tests. */
const tierNames: readonly TierName[] = ['nano', 'mini', 'paper']

/** A tier, and where it can run. */
export interface TierOn {
  readonly tier: TierName
  /** Whether its engines start programs by a runtime, and whether those need a GPU; null where all is done in this process. */
  readonly programs: { readonly onGpu: boolean } | null
  /** By runtime, why it cannot run here, as the end of a sentence that begins with "this tier"; null where it can. */
  readonly lacks: Readonly<Record<string, string | null>>
}

/** Every tier, whether it can run on this machine, and else why not. */
export async function tiersHere(
  reproduction: Pick<Reproduction<unknown>, 'runs'>,
): Promise<{ readonly tier: TierName; readonly available: boolean; readonly reason: string }[]> {
  const tiers = await tiersOn(reproduction, ['local'])
  return tiers.map(({ tier, lacks }) => ({
    tier,
    available: lacks['local'] === null,
    reason: lacks['local'] ?? '',
  }))
}

/**
 * Every tier, and what this machine lacks for it where its programs run by each of some runtimes.
 *
 * @param options.runtimeSettings - a file with a person's settings of them
 * @param options.lacksOf - what a runtime itself lacks here
 */
export function tiersOn(
  { runs }: Pick<Reproduction<unknown>, 'runs'>,
  runtimes: readonly string[],
  {
    runtimeSettings,
    lacksOf,
  }: { readonly runtimeSettings?: string | undefined } & Pick<TierToRun, 'lacksOf'> = {},
): Promise<TierOn[]> {
  return Promise.all(
    tierNames.map(async (tier): Promise<TierOn> => {
      const lacks: Record<string, string | null> = {}
      const make = runs?.tiers[tier]
      if (make === undefined) {
        for (const runtime of runtimes) lacks[runtime] = 'no recipe yet'
        return { tier, programs: null, lacks }
      }
      const setup = make({ seed: 0, quick: false })
      const started: boolean[] = []
      let laidOut: ReturnType<typeof layOut> | undefined
      for (const runtime of runtimes) {
        const place = { runtime, runtimeSettings }
        const engines = await tierEngines(setup, place)
        started.push(
          ...engines.all.flatMap(({ programs }) => (programs === undefined ? [] : [programs.onGpu])),
        )
        // What runs in this process alone starts from no weights of others.
        const isAlone = setup.hardware === undefined && started.length === 0
        const steps = isAlone ? [] : (laidOut ??= layOut(runs!.recipe, setup.setup, 0))
        lacks[runtime] = await tierLacks({ setup, steps, engines, runtime, lacksOf })
      }
      return { tier, programs: started.length === 0 ? null : { onGpu: started.includes(true) }, lacks }
    }),
  )
}
