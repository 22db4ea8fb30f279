import path from 'node:path'
import {
  type PublishedWeights,
  type RehearsedProgram,
  type RehearsedWork,
  type TierName,
} from '@retable/core'
import { tierEngines, type TierEngines } from '../engines/tier-engines.ts'
import { HarnessError } from '../errors.ts'
import type { LoadedReproduction } from '../papers/load-reproduction.ts'
import { tierLacks } from './machine/tier-lacks.ts'
import type { Step } from './step.ts'
import { tierOf } from './tier.ts'
import { requireEmpty, writePlanned } from './write-planned.ts'

/** What is to be rehearsed. */
export interface DryRunRequest {
  readonly loaded: LoadedReproduction
  readonly tier?: TierName | undefined
  readonly seed: number
  readonly quick: boolean
  readonly benchmark?: string | undefined
  readonly storeDirectory: string
  readonly runtime?: string | undefined
  readonly runtimeSettings?: string | undefined
  /** Where the files go; absolute. */
  readonly out: string
}

/** What a run would start. */
export interface DryRun {
  readonly paper: string
  readonly tier: TierName
  /** Why a run would be refused here, as the end of a sentence that begins with "this tier"; null where it would begin. */
  readonly cannotRun: string | null
  /** In the order of the steps; `steps` are those that the program is for. */
  readonly programs: readonly (RehearsedProgram & { readonly steps: readonly string[] })[]
}

/**
 * Writes the files by which a run would start programs, a folder for each, and starts nothing. What a training reads is not
 * there before the steps before it are done: the files name the places that this folder would have for it.
 *
 * @throws HarnessError `harness/dry-run` where the tier starts no programs, `harness/out`; RuntimeError where the runtime
 * cannot start one at all
 */
export async function dryRun(request: DryRunRequest): Promise<DryRun> {
  const { loaded, out, storeDirectory: directory, runtime, runtimeSettings } = request
  const { tier, setup, steps } = tierOf(loaded, request)
  const engines = await tierEngines(setup, request)
  const programs: DryRun['programs'][number][] = []
  await requireEmpty(out)
  for (const { work, role, steps: of } of plannedWork(steps, { out, directory })) {
    const found = await engines.of(role).rehearse?.([work], { directory, runtime, runtimeSettings })
    programs.push(...(found ?? []).map((program) => ({ ...program, steps: of })))
  }
  if (programs.length === 0) throw nothingToStart(loaded, tier, engines)
  await writePlanned(programs)
  // The words that refuse a run.
  const cannotRun = await tierLacks({ setup, steps, engines, runtime })
  return { paper: loaded.reproduction.paper.id, tier, cannotRun, programs }
}

interface PlannedWork {
  readonly work: RehearsedWork
  readonly role: string
  readonly steps: string[]
}

/** Trainings, and one server for each model that anything asks. */
function plannedWork(
  steps: readonly Step[],
  places: { readonly out: string; readonly directory: string },
): PlannedWork[] {
  const byName = new Map(steps.map((step) => [step.name, step]))
  const found: PlannedWork[] = []
  const servers = new Map<string, PlannedWork>()
  const trainings = new Map<string, string>()
  const newFolder = (what: string) =>
    path.join(places.out, `${String(found.length + 1).padStart(2, '0')}-${what.replaceAll(/[^\w.-]+/g, '-')}`)

  /** Where a model would lie; undefined for weights that no one has trained. */
  function modelOf(name: string | null): string | undefined {
    const step = name === null ? undefined : byName.get(name)
    switch (step?.kind) {
      case 'load':
        return weightsFolder(step.weights, places.directory)
      case 'train':
        return path.join(trainings.get(step.name)!, 'model')
      case 'checkpoint':
        return path.join(trainings.get(step.training)!, `model-${step.index}`)
      case 'choose':
        return modelOf(step.among.at(-1)?.checkpoint ?? null)
      default:
        return undefined
    }
  }

  /** The training of one engine that leaves a model last; undefined where the model comes from elsewhere. */
  function trainingOf(name: string | null, role: string): RehearsedWork['behind'] {
    const step = name === null ? undefined : byName.get(name)
    if (step?.kind !== 'train' || step.role !== role) return undefined
    return { name: step.name, folder: trainings.get(step.name)! }
  }

  for (const step of steps) {
    if (step.kind === 'train') {
      const folder = newFolder(step.name)
      trainings.set(step.name, folder)
      const { loss } = step.plan
      const model = modelOf(step.model)
      const work = { kind: 'train', name: step.name, folder, model, loss } as const
      found.push({ work, role: step.role, steps: [step.name] })
    } else if (step.kind === 'generate' || step.kind === 'score' || step.kind === 'count tokens') {
      const key = JSON.stringify([step.role, step.model])
      const known = servers.get(key)
      known?.steps.push(step.name)
      if (known !== undefined) continue
      const name = `server of ${step.model}`
      const work = {
        kind: 'serve',
        name,
        folder: newFolder(name),
        model: modelOf(step.model),
        behind: trainingOf(step.model, step.role),
      } as const
      const server = { work, role: step.role, steps: [step.name] }
      servers.set(key, server)
      found.push(server)
    }
  }
  return found
}

/** Where weights of others lie once they are fetched. */
function weightsFolder(weights: PublishedWeights, directory: string): string {
  if (weights.kind !== 'hub') {
    return path.join(directory, 'weights', weights.kind === 'packaged' ? weights.id : weights.name)
  }
  const { repository, revision } = weights
  return path.join(directory, 'weights', repository.replace('/', '--'), revision ?? 'COMMIT')
}

function nothingToStart(
  { reproduction }: LoadedReproduction,
  tier: TierName,
  { all }: TierEngines,
): HarnessError {
  const ids = all.map(({ id }) => id).join(', ')
  return new HarnessError(
    'harness/dry-run',
    `${reproduction.paper.id}, tier ${tier}, starts no programs (engine ${ids}): ./retable plan shows its steps`,
  )
}
