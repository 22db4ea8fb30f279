import { existsSync } from 'node:fs'
import path from 'node:path'
import type { TierName } from '@retable/core'
import { openStore, storeFile } from '@retable/store'
import { openEngines, plannedEngines, tierEngines } from '../engines/tier-engines.ts'
import { freeBytes } from '../machine/free-bytes.ts'
import { tierLacks } from './machine/tier-lacks.ts'
import { hubWeightsOf } from './machine/what-lacks.ts'
import type { StepContext } from './steps/output.ts'
import { storedSteps } from './stored-steps.ts'
import type { LoadedReproduction } from '../papers/load-reproduction.ts'
import { planOf, type Plan } from './plan.ts'
import { tierOf } from './tier.ts'

/** What is to be planned. */
export interface PlanRequest {
  readonly loaded: LoadedReproduction
  readonly tier?: TierName | undefined
  readonly seed: number
  readonly quick: boolean
  readonly benchmark?: string | undefined
  readonly storeDirectory: string
  /** Where programs are to run. */
  readonly runtime?: string | undefined
  /** A file with the settings of runtimes; absolute. */
  readonly runtimeSettings?: string | undefined
  /** Reads pinned files that are here, and fetches none. */
  readonly read?: StepContext['read']
}

/** Lays out a recipe at one tier, with its cost and what the store already holds of it; nothing is run. */
export async function plan(request: PlanRequest): Promise<Plan> {
  const { storeDirectory } = request
  const { setup, steps, found, ...laidOut } = await costOf(request)
  const { of } = laidOut
  const cannotRun = await tierLacks({ setup, steps, engines: found, runtime: request.runtime })
  const planned = { ...laidOut.planned, cannotRun }
  const isStored = existsSync(path.join(storeDirectory, storeFile))
  if (planned.cannotRun !== null || !isStored) return planOf(of, planned)
  const engines = await openEngines(found, {
    ...{ directory: storeDirectory, instead: '' },
    ...{ runtime: request.runtime, runtimeSettings: request.runtimeSettings },
  })
  const store = await openStore(storeDirectory)
  try {
    return planOf(
      of,
      planned,
      await storedSteps(of.steps, { engineOf: engines.of, store, read: request.read }),
    )
  } finally {
    await engines.close()
    store.close()
  }
}

/** What a tier costs, without a look into the store, or at what this machine lacks. */
export async function planAnew(request: Omit<PlanRequest, 'read'>): Promise<Omit<Plan, 'cannotRun'>> {
  const { of, planned } = await costOf(request)
  return planOf(of, planned)
}

async function costOf(request: Omit<PlanRequest, 'read'>) {
  const { loaded, storeDirectory } = request
  const { tier, benchmark, setup, steps } = tierOf(loaded, request)
  const found = await tierEngines(setup, request)
  const weights = new Map(
    (await hubWeightsOf(steps)).flatMap(({ step, bytes }) => {
      const { hardware } = setup
      const estimated = hardware && hardware.parameters * hardware.bytesPerWeight
      const known = bytes ?? estimated
      return known === undefined ? [] : [[step, known] as const]
    }),
  )
  const of = { paper: loaded.reproduction.paper.id, tier, benchmark, steps, weights }
  const planned = { ...plannedEngines(found, setup), freeBytes: await freeBytes(storeDirectory) }
  return { of, planned, found, setup, steps }
}
