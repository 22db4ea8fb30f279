import { existsSync } from 'node:fs'
import path from 'node:path'
import type { TierName } from '@retable/core'
import { heldSteps } from './held.ts'
import type { LoadedReproduction } from './load-reproduction.ts'
import { planOf, type Plan } from './plan.ts'
import { openEngine, tierOf } from './run.ts'
import { openStore, storeFile } from './store.ts'

/** What is to be planned. */
export interface PlanRequest {
  readonly loaded: LoadedReproduction
  readonly tier?: TierName | undefined
  readonly seed: number
  readonly quick: boolean
  readonly storeDirectory: string
}

/** Lays out a recipe at one tier, with its cost and what the store already holds of it; nothing is run. */
export async function plan(request: PlanRequest): Promise<Plan> {
  const { loaded, storeDirectory } = request
  const { reproduction } = loaded
  const laidOut = tierOf(loaded, request)
  const { engine: choice } = laidOut.setup
  if (choice.engine === 'none' || !existsSync(path.join(storeDirectory, storeFile))) {
    return planOf(reproduction.paper.id, laidOut)
  }
  const engine = await openEngine(choice, reproduction)
  const store = await openStore(storeDirectory)
  try {
    return planOf(reproduction.paper.id, laidOut, await heldSteps(laidOut.steps, { engine, store }))
  } finally {
    await engine.close()
    store.close()
  }
}
