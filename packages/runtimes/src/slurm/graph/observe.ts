import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { JobState } from '../commands/job-state.ts'
import { endedAs, type EndedAs } from '../job/ended-as.ts'
import type { GraphContext } from './graph-context.ts'
import { folderOf, withoutResult, type Unit, type UnitState } from './unit.ts'
import { progressNow } from './unit-progress.ts'

/** A file that one node has written is seen by another a little later. */
const lateMs = 10_000

/**
 * Draws what follows from Slurm's word on one unit: it is done, failed, is to be submitted again, or goes on.
 *
 * @param states - of all that Slurm knows, tasks of arrays by `ID_INDEX`
 */
export async function observe(
  graph: GraphContext,
  unit: Unit,
  states: ReadonlyMap<string, JobState>,
): Promise<void> {
  const { of, clock, settings, call } = graph
  const state = of(unit)
  const keys = state.tasks.map((task) =>
    unit.first === null ? state.id! : `${state.id}_${task - unit.first}`,
  )
  const known = keys.map((key) => states.get(key))
  const active = known.filter((each) => each !== undefined && each.phase !== 'ended')
  if (active.length > 0) {
    state.unknownSince = undefined
    // Not all versions cancel what can never begin.
    const never = active.some((each) => each!.reason === 'DependencyNeverSatisfied')
    if (never || (waitsForNothing() && active.every((each) => each!.phase === 'pending'))) {
      await call('scancel', [state.id!])
      return again()
    }
    const restarts = known.reduce((sum, each) => sum + (each?.restarts ?? 0), 0)
    if (restarts > state.restarts) {
      state.restarts = restarts
      if (await isFruitless()) {
        await call('scancel', [state.id!])
        // This start too, which has just begun.
        graph.finish(unit, givenUp(state.fruitless + 1))
      }
    }
    return
  }
  const missing = await withoutResult(unit, state.tasks)
  if (missing.length === 0) return graph.finish(unit, { state: 'done' })
  if (state.isOld) return again()
  const ends = missing.map((task) => states.get(keys[state.tasks.indexOf(task)]!))
  if (ends.includes(undefined)) {
    state.unknownSince ??= clock.now()
    if (clock.now() - state.unknownSince > settings.unknownMs) graph.finish(unit, { state: 'unknown' })
    return
  }
  // It was cancelled before it began, or found that out itself: it comes again with what it waits for, or not at all.
  if (waitsForNothing() || graph.before(unit).some((other) => of(other).end === undefined)) return again()
  const seconds = graph.settings.graceSeconds
  const kinds = ends.map((end) => endedAs(end!, seconds))
  if (ends.every((end) => end!.exitCode === 0)) {
    state.endedAt ??= clock.now()
    if (clock.now() - state.endedAt < lateMs) return
  }
  const [failed, stopped] = (['failed', 'stopped'] as const).map((kind) => kinds.indexOf(kind as EndedAs))
  graph.broken.add(state.id!)
  if (failed! >= 0) {
    const folder = folderOf(unit, missing[failed!]!)
    return graph.finish(unit, { state: 'failed', sentence: await sentenceOf(folder, unit, ends[failed!]!) })
  }
  if (stopped! >= 0) return graph.finish(unit, { state: 'stopped' })
  if (await isFruitless()) return graph.finish(unit, givenUp(state.fruitless))
  graph.options.onMessage?.(`${unit.job.id} is submitted again: ${ends[0]!.state} ended job ${state.id}`)
  again()

  function again(): void {
    graph.broken.add(state.id!)
    state.id = undefined
  }

  /** Whether what it waits for has ended, and not well. */
  function waitsForNothing(): boolean {
    const hasFailed = graph.before(unit).some((other) => (of(other).end?.state ?? 'done') !== 'done')
    return hasFailed || state.after.some((id) => graph.broken.has(id))
  }

  async function isFruitless(): Promise<boolean> {
    const progress = await progressNow(graph, unit)
    state.fruitless = progress === state.progress ? state.fruitless + 1 : 0
    state.progress = progress
    return state.fruitless > settings.restarts
  }

  function givenUp(starts: number): Exclude<UnitState['end'], undefined> {
    return {
      state: 'failed',
      sentence: `it was started ${starts} times without a new checkpoint, and is given up: see its log, and give it more time or memory`,
    }
  }
}

async function sentenceOf(
  folder: string,
  unit: Unit,
  { state, exitCode, signal }: JobState,
): Promise<string> {
  if (exitCode === 0)
    return `it ended as if it were done, and left no ${unit.job.resultFile ?? 'result.json'}`
  if (state === 'OUT_OF_MEMORY') return 'it ran out of memory'
  for (const file of [path.join(folder, 'log.txt'), path.join(unit.job.folder, 'slurm.txt')]) {
    const line = (await readFile(file, 'utf8').catch(() => '')).trim().split('\n').at(-1)
    if (line && !/^# \d{4}-\S+ job \d+/.test(line)) return line.slice(0, 2000)
  }
  return `it ended with ${signal === null ? `code ${exitCode}` : `signal ${signal}`} and wrote nothing`
}
