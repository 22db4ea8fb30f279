import type { TierSetup } from '@retable/core'
import { placeLacksNow } from '../../machine/place-lacks.ts'
import { plannedEngines, type TierEngines } from '../../engines/tier-engines.ts'
import type { Step } from '../step.ts'
import { whatLacks } from './what-lacks.ts'

/** A tier that is to run. */
export interface TierToRun {
  readonly setup: Pick<TierSetup<unknown>, 'hardware' | 'engine' | 'engines'>
  readonly steps: readonly Step[]
  /** Prepared for the runtime. */
  readonly engines: TierEngines
  readonly runtime?: string | undefined
  /** What a runtime itself lacks here; looked for now if left out. */
  readonly lacksOf?: typeof placeLacksNow | undefined
}

/**
 * Why a tier cannot run here by a runtime, as the end of a sentence that begins with "this tier"; null where it can. Doctor,
 * plan, a dry run and the start itself all ask this, so that none promises what another refuses.
 */
export async function tierLacks({
  setup,
  steps,
  engines,
  runtime = 'local',
  lacksOf = placeLacksNow,
}: TierToRun): Promise<string | null> {
  const programs = engines.all.flatMap((engine) => engine.programs ?? [])
  const [tier, place] = await Promise.all([
    whatLacks(setup, { steps, runtime }),
    programs.length === 0 ? null : lacksOf(runtime, { onGpu: programs.some(({ onGpu }) => onGpu) }),
  ])
  // What the engine says of GPUs, the tier has said more nearly.
  const all = [tier ?? plannedEngines(engines).cannotRun, place].filter((lack) => lack !== null)
  return all.length === 0 ? null : all.join('; and ')
}
