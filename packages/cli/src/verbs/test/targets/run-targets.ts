import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { withFileLock } from '@retable/core'
import { nx, nxEnvironment, runCommand, type NxEnded } from './nx-process.ts'
import { gateLock, startRun } from './current-run.ts'
import { outcomeFile, readOutcomes } from './outcome-file.ts'
import { leftOut, type Outcome } from '../outcome.ts'
import { plannedTargets, type PlannedTarget } from './planned-targets.ts'
import { say } from '../say.ts'
import { longestFirst, runInSlots, type Job } from './slots.ts'
import { isLong } from './targets.ts'

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
  const options = { env, signal, run }
  const runMany = (targets: readonly PlannedTarget[], parallel: number) => {
    const names = [...new Set(targets.map(({ target }) => target.name))]
    return nx(['run-many', '--targets', names.join(), '--parallel', String(parallel)], options)
  }
  const [long, others] = partition(planned, ({ target }) => isLong(target.kind))
  // Nx starts first what most others need, and what takes longest last; where it has nothing in its cache, that is
  // started here, the longest first, beside Nx with all others.
  const isCacheEmpty = Object.keys(cache).length > 0
  const alone = isCacheEmpty ? longestFirst(long) : []
  const jobs: Job<NxEnded>[] = [
    ...(others.length > 0 ? [{ slots: parallel, run: () => runMany(others, parallel) }] : []),
    ...alone.map(({ command = '' }) => ({ slots: 1, run: () => runCommand(command, options) })),
    ...(isCacheEmpty || long.length === 0 ? [] : [{ slots: parallel, run: () => runMany(long, parallel) }]),
  ]
  // One more than there are cores: some wait for a network, or for what they have ended.
  const ended = await runInSlots(jobs, isCacheEmpty ? Math.max(cores, parallel) + 1 : 2 * parallel)
  const recorded = await Promise.all(
    planned.map(({ project, target }) => readOutcomes(outcomeFile(project, target.name))),
  )
  sayLongest(planned.map((of, i) => ({ ...of, seconds: recorded[i]?.run === run ? recorded[i].seconds : 0 })))
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
  const name = `${target.name} of ${project}`
  return isWrong && target.kind === 'typecheck'
    ? leftOut('type-check', 'what it uses has failed', name)
    : failure('without outcome', `${name}: it left none; ./retable nx run-many -t ${target.name} shows why`)
}

function failure(suite: string, text: string): Outcome {
  return { suite, passed: 0, failures: [text], skips: [] }
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))]
}

/** Tells which targets took longest, those that took some time. */
function sayLongest(targets: readonly PlannedTarget[]): void {
  const long = longestFirst(targets.filter(({ seconds }) => seconds >= 20))
  const words = long.map(
    ({ target, project, seconds }) => `${Math.round(seconds)} s ${target.name} of ${project}`,
  )
  if (words.length > 0) process.stderr.write(`took longest: ${words.slice(0, 20).join(', ')}\n`)
}
