import { readFile } from 'node:fs/promises'
import { queuedJobs } from '../commands/find-by-comment.ts'
import type { GraphContext } from './graph-context.ts'
import { tasksOf, withoutResult, type Unit, type UnitState } from './unit.ts'

/** What was submitted before, by this graph or by a process that was killed before it could write down an id. */
export async function findEarlier(
  { of, call, clock, settings, options }: GraphContext,
  units: readonly Unit[],
): Promise<void> {
  let queued = await queuedJobs(call)
  while (queued === undefined) {
    await clock.sleep(settings.pollMs, options.signal)
    queued = await queuedJobs(call)
  }
  const byComment = new Map(queued.map(({ id, comment }) => [comment, id]))
  await Promise.all(
    units.map(async (unit) => {
      const id = byComment.get(unit.comment)
      // What is not in the queue is at an end, and is submitted anew where it left no result.
      if (id === undefined) return
      const kept = parsed(await readFile(unit.recordFile, 'utf8').catch(() => '{}'))
      const tasks =
        kept.id === id && kept.tasks !== undefined ? kept.tasks : await withoutResult(unit, tasksOf(unit))
      Object.assign(of(unit), {
        id,
        tasks,
        isOld: true,
        progress: kept.progress ?? '',
        fruitless: kept.fruitless ?? 0,
      })
    }),
  )
}

function parsed(text: string): Partial<Pick<UnitState, 'id' | 'tasks' | 'progress' | 'fruitless'>> {
  try {
    return JSON.parse(text) as Partial<UnitState>
  } catch {
    return {}
  }
}
