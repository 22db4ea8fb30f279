import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { withFileLock } from '@retable/core'
import { nx, nxEnvironment } from './nx-process.ts'
import { gateLock, startRun } from './current-run.ts'
import { outcomeFile, readOutcomes } from './outcome-file.ts'
import { leftOut, type Outcome } from '../outcome.ts'
import { plannedTargets, type PlannedTarget } from './planned-targets.ts'
import { say } from '../say.ts'
import { gateTargets } from './targets.ts'

/** What the gate's targets came to. */
export interface TargetsOutcome {
  readonly outcomes: readonly Outcome[]
  /** How many were not run, since nothing that they read has changed since they passed. */
  readonly cached: number
  readonly targets: number
}

/**
 * Runs the gate's targets of every project by Nx, those whose inputs are as they were from its cache, and adds up the
 * outcomes that they recorded. With CI=true the cache is empty at the start. One run at a time in a checkout.
 */
export async function runTargets(signal: AbortSignal): Promise<TargetsOutcome> {
  await mkdir(path.dirname(gateLock), { recursive: true })
  if (existsSync(gateLock)) say('after another run of the tests in this checkout')
  return withFileLock(gateLock, () => withCache((cache) => runIn(cache, signal)), signal)
}

async function withCache<T>(work: (cache: Readonly<Record<string, string>>) => Promise<T>): Promise<T> {
  if (process.env['CI'] !== 'true') return work({})
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-nx-'))
  try {
    return await work({
      NX_CACHE_DIRECTORY: path.join(folder, 'cache'),
      NX_WORKSPACE_DATA_DIRECTORY: path.join(folder, 'data'),
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function runIn(cache: Readonly<Record<string, string>>, signal: AbortSignal): Promise<TargetsOutcome> {
  const run = await startRun()
  const cores = availableParallelism()
  const parallel = Math.max(2, Math.ceil(cores / 2))
  const workers = Math.max(1, Math.floor(cores / parallel))
  const env = nxEnvironment({ ...cache, RETABLE_TEST_RUN: run, VITEST_MAX_WORKERS: String(workers) })
  const planned = await plannedTargets(env, signal)
  // What is made anew takes longest and uses one core: it runs beside all others, from the start.
  const there = gateTargets.filter((target) => planned.some((of) => of.target === target))
  const halves = [
    { targets: there.filter((target) => target === 'remake'), parallel: 1 },
    { targets: there.filter((target) => target !== 'remake'), parallel },
  ].filter(({ targets }) => targets.length > 0)
  const settled = await Promise.allSettled(
    halves.map(({ targets, parallel }) =>
      nx(['run-many', '--targets', targets.join(), '--parallel', String(parallel)], { env, signal, run }),
    ),
  )
  const ended = settled.map((half) => {
    if (half.status === 'rejected') throw half.reason
    return half.value
  })
  const recorded = await Promise.all(planned.map((of) => readOutcomes(outcomeFile(of.project, of.target))))
  const isWrong = recorded.some((of) => of?.outcomes.some(({ failures }) => failures.length > 0))
  const outcomes = planned.flatMap((of, i) => recorded[i]?.outcomes ?? [withoutOutcome(of, isWrong)])
  const failed = ended.find(({ exitCode }) => exitCode !== 0)
  if (failed !== undefined && outcomes.every(({ failures, skips }) => failures.length + skips.length === 0)) {
    outcomes.push(failure('Nx', `ended with ${failed.exitCode} and named no failure\n${failed.output}`))
  }
  return {
    outcomes,
    cached: recorded.filter((of) => of !== undefined && of.run !== run).length,
    targets: planned.length,
  }
}

/** Nx does not check the types of what uses a project whose own are wrong. */
function withoutOutcome({ project, target }: PlannedTarget, isWrong: boolean): Outcome {
  const name = `${target} of ${project}`
  return isWrong && target === 'typecheck'
    ? leftOut('type-check', 'what it uses has failed', name)
    : failure('without outcome', `${name}: it left none; ./retable nx run-many -t ${target} shows why`)
}

function failure(suite: string, text: string): Outcome {
  return { suite, passed: 0, failures: [text], skips: [] }
}
