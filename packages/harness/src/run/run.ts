import {
  contentHash,
  type RecipeManifest,
  type Reproduction,
  type RunRecord,
  type TierName,
} from '@retable/core'
import { openStore } from '@retable/store'
import { openEngines, tierEngines } from '../engines/tier-engines.ts'
import { execute } from './execute.ts'
import type { LoadedReproduction } from '../papers/load-reproduction.ts'
import { lockedPackages } from './locked-packages.ts'
import { readReported } from '../papers/read-reported.ts'
import { requireCells } from '../verdicts/stated-differences.ts'
import { tierLacks } from './machine/tier-lacks.ts'
import type { StepContext, StepEvent } from './steps/output.ts'
import { verdictsOf } from '../verdicts/verdicts-of.ts'
import { runsOf, tierOf } from './tier.ts'

/** What is to be run. */
export interface RunRequest {
  readonly loaded: LoadedReproduction
  /** The paper's default tier if left out. */
  readonly tier?: TierName | undefined
  /** One run of the recipe for each; they go on side by side. */
  readonly seeds: readonly number[]
  readonly quick: boolean
  /** Of a tier that has several; its first if left out. */
  readonly benchmark?: string | undefined
  /** The checkout, for its lock file. */
  readonly root: string
  readonly storeDirectory: string
  /** Reads the pinned files that data are made of. */
  readonly read?: StepContext['read']
  /** Where the programs run that engines start. */
  readonly runtime?: string | undefined
  /** A file with the settings of runtimes; absolute. */
  readonly runtimeSettings?: string | undefined
  readonly workers?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: StepEvent) => void) | undefined
  /** Told what engines do beside the steps' own work, in sentences. */
  readonly onProgress?: ((sentence: string) => void) | undefined
}

/** What a run gives. */
export interface RunResult extends Omit<RunRecord<RecipeManifest>, 'facts'> {
  readonly reproduction: Reproduction<unknown>
  readonly drawn: number
  readonly reused: number
  /** Whether its engines promise the same bytes on every machine. */
  readonly isBitForBit: boolean
  /** Where programs ran, for run.json; left out where they were processes of this machine. */
  readonly runtime?: Readonly<Record<string, unknown>>
}

/**
 * Runs a paper's recipe at one tier. What is in the store already is not done again, so a run that was stopped or
 * killed goes on, and gives the same bytes as one that was not.
 *
 * @throws HarnessError if the tier does not exist or cannot run here
 */
export async function run(request: RunRequest): Promise<RunResult> {
  const { loaded, quick, signal, onEvent } = request
  // The order in which they are named decides nothing.
  const seeds = request.seeds.toSorted((a, b) => a - b)
  const { reproduction, folder } = loaded
  const layouts = seeds.map((seed) => ({ seed, ...tierOf(loaded, { ...request, seed }) }))
  const { tier, benchmark, setup, steps } = layouts[0]!
  const reported = await readReported(folder)
  requireCells(reproduction.paper.id, tier, setup.differences, reported)
  const found = await tierEngines(setup, request)
  const engines = await openEngines(found, {
    instead: `./retable run ${reproduction.paper.id} --tier ${runsOf(reproduction).defaultTier}`,
    lacking: await tierLacks({ setup, steps, engines: found, runtime: request.runtime }),
    directory: request.storeDirectory,
    runtime: request.runtime,
    runtimeSettings: request.runtimeSettings,
    onProgress: request.onProgress,
    ...(request.workers === undefined ? {} : { workers: request.workers }),
  })
  const opened = ['', ...Object.keys(setup.engines ?? {})].map((role) => engines.of(role))
  const store = await openStore(request.storeDirectory)
  // If one seed fails, the others are not worth going on.
  const failure = new AbortController()
  const stop = AbortSignal.any([failure.signal, ...(signal ? [signal] : [])])
  try {
    const executions = layouts.map(async ({ seed, steps }) => {
      const named = (step: string) => (seeds.length > 1 ? `seed ${seed}/${step}` : step)
      const execution = await execute(steps, {
        engineOf: engines.of,
        store,
        read: request.read,
        signal: stop,
        onEvent: (event) => onEvent?.({ ...event, step: named(event.step) }),
      })
      return { seed, ...execution }
    })
    const done = await Promise.all(executions).catch(async (error: unknown) => {
      failure.abort(error)
      await Promise.allSettled(executions)
      throw error
    })
    // One command has one runtime.
    const { images, runtime } =
      opened.find((engine) => engine.images !== undefined || engine.runtime !== undefined) ?? {}
    const manifest: RecipeManifest = {
      paper: reproduction.paper.id,
      arxiv: reproduction.paper.arxiv,
      tier,
      ...(benchmark === undefined ? {} : { benchmark }),
      quick,
      seeds,
      packages: await lockedPackages(
        request.root,
        found.all.flatMap(({ packages }) => packages),
      ),
      engine: engines.of('').identity,
      ...(setup.engines === undefined
        ? {}
        : {
            engines: Object.fromEntries(
              Object.keys(setup.engines).map((role) => [role, engines.of(role).identity]),
            ),
          }),
      ...(images === undefined ? {} : { images }),
      hyperparameters: setup.hyperparameters,
      remarks: setup.remarks,
      ...(setup.gates === undefined ? {} : { gates: setup.gates }),
      steps: Object.fromEntries(done.map(({ seed, steps }) => [seed, steps])),
    }
    const results = done.map(({ seed, settings }) => ({ seed, settings }))
    return {
      reproduction,
      manifest,
      results,
      ...(await verdictsOf({
        reported,
        mappings: setup.cells ?? runsOf(reproduction).cells,
        setup,
        quick,
        results,
      })),
      isBitForBit: engines.areBitForBit,
      ...(runtime === undefined ? {} : { runtime }),
      drawn: done.reduce((sum, { drawn }) => sum + drawn, 0),
      reused: done.reduce((sum, { reused }) => sum + reused, 0),
    }
  } finally {
    await engines.close()
    store.close()
  }
}

/** A short name for a run: what it is of, and a hash of its manifest but for the images: a run that moved is the same. */
export function runId(manifest: RecipeManifest): string {
  const { paper, tier, benchmark, quick, seeds } = manifest
  const hash = contentHash({ ...manifest, images: undefined }).slice(0, 8)
  return `${paper}-${tier}${benchmark === undefined ? '' : `-${benchmark}`}${quick ? '-quick' : ''}-seed-${seeds.join('-')}-${hash}`
}
