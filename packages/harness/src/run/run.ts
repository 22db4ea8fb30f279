import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  contentHash,
  type Engine,
  type EngineChoice,
  type Reproduction,
  type TierName,
  type TierSetup,
} from '@retable/core'
import { openNanolm } from '@retable/nanolm'
import { HarnessError } from '../errors.ts'
import { execute, type StepEvent, type StepRecord } from './execute.ts'
import { layOut, type Step } from './layout.ts'
import type { LoadedReproduction } from './load-reproduction.ts'
import type { SettingResult } from './measure.ts'
import { besideReported, readReported, type DiffRow } from './reported.ts'
import { openStore } from './store.ts'
import { testClaims, type ClaimResult } from './test-claims.ts'

/** What is to be run. */
export interface RunRequest {
  readonly loaded: LoadedReproduction
  /** The paper's default tier if left out. */
  readonly tier?: TierName | undefined
  readonly seed: number
  readonly quick: boolean
  /** The checkout, for its lock file. */
  readonly root: string
  readonly storeDirectory: string
  readonly workers?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: StepEvent) => void) | undefined
}

/** What decided a run's numbers, and nothing else: two runs of the same thing have the same manifest. */
export interface Manifest {
  readonly paper: string
  readonly arxiv: string
  readonly tier: TierName
  readonly quick: boolean
  readonly seed: number
  readonly lockFile: string
  readonly engine: Readonly<Record<string, unknown>>
  readonly hyperparameters: TierSetup<unknown>['hyperparameters']
  readonly remarks: readonly string[]
  readonly steps: readonly StepRecord[]
}

/** What a run gives. */
export interface RunResult {
  readonly reproduction: Reproduction<unknown>
  readonly manifest: Manifest
  readonly settings: readonly SettingResult[]
  readonly claims: readonly ClaimResult[]
  readonly diff: readonly DiffRow[]
  readonly drawn: number
  readonly reused: number
}

/** A tier of a paper, ready to be laid out. */
export function tierOf(
  { reproduction }: LoadedReproduction,
  options: { readonly tier?: TierName | undefined; readonly seed: number; readonly quick: boolean },
): { readonly tier: TierName; readonly setup: TierSetup<unknown>; readonly steps: Step[] } {
  const tier = options.tier ?? reproduction.defaultTier
  const make = reproduction.tiers[tier]
  if (make === undefined) {
    const known = Object.keys(reproduction.tiers).join(', ')
    throw new HarnessError(
      'harness/unknown-tier',
      `${reproduction.paper.id} has no recipe for the tier "${tier}" yet; it has: ${known}`,
    )
  }
  const setup = make(options)
  return { tier, setup, steps: layOut(reproduction.recipe, setup.setup) }
}

/**
 * Runs a paper's recipe at one tier. What is in the store already is not done again, so a run that was stopped or
 * killed goes on, and gives the same bytes as one that was not.
 *
 * @throws HarnessError if the tier does not exist or cannot run here
 */
export async function run(request: RunRequest): Promise<RunResult> {
  const { loaded, seed, quick, signal } = request
  const { reproduction, folder } = loaded
  const { tier, setup, steps } = tierOf(loaded, request)
  const reported = await readReported(folder)
  const engine = openEngine(setup.engine, reproduction, request.workers)
  const store = await openStore(request.storeDirectory)
  try {
    const {
      settings,
      steps: records,
      drawn,
      reused,
    } = await execute(steps, {
      engine,
      store,
      signal,
      onEvent: request.onEvent,
    })
    const lock = await readFile(path.join(request.root, 'package-lock.json'))
    const manifest: Manifest = {
      paper: reproduction.paper.id,
      arxiv: reproduction.paper.arxiv,
      tier,
      quick,
      seed,
      lockFile: createHash('sha256').update(lock).digest('hex'),
      engine: engine.identity,
      hyperparameters: setup.hyperparameters,
      remarks: setup.remarks,
      steps: records,
    }
    return {
      reproduction,
      manifest,
      settings,
      claims: testClaims(setup.claims, [{ seed, settings }], setup),
      diff: besideReported(reported, reproduction.cells, settings),
      drawn,
      reused,
    }
  } finally {
    await engine.close()
    store.close()
  }
}

/** A short name for a run: what it is of, and a hash of its manifest. */
export function runId({ paper, tier, quick, seed, ...rest }: Manifest): string {
  const hash = contentHash({ paper, tier, quick, seed, ...rest }).slice(0, 8)
  return `${paper}-${tier}${quick ? '-quick' : ''}-seed-${seed}-${hash}`
}

function openEngine(
  choice: EngineChoice,
  { paper, defaultTier }: Reproduction<unknown>,
  workers?: number,
): Engine {
  if (choice.engine === 'none') {
    throw new HarnessError(
      'harness/tier-not-here',
      `this tier ${choice.reason}; ./retable run ${paper.id} --tier ${defaultTier} runs here`,
      { kind: 'environment' },
    )
  }
  const { pieces, width, layers, heads, context } = choice
  return openNanolm({ pieces, width, layers, heads, context, ...(workers === undefined ? {} : { workers }) })
}
