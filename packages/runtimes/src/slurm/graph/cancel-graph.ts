import { askStates } from '../commands/ask-states.ts'
import { queuedJobs } from '../commands/find-by-comment.ts'
import { isBySrun } from '../script/program-script.ts'
import type { GraphContext } from './graph-context.ts'
import { tasksOf, withoutResult, type Unit } from './unit.ts'

const idsOfOneCall = 500

/** SIGTERM to what runs, and out of the queue with what waits; after the grace SIGKILL. */
export async function cancelGraph(
  { of, call, clock, options, finish }: GraphContext,
  units: readonly Unit[],
): Promise<void> {
  // Slurm may have taken one though its answer was lost.
  const queued = new Map(((await queuedJobs(call)) ?? []).map(({ id, comment }) => [comment, id]))
  for (const unit of units) of(unit).id ??= queued.get(unit.comment)
  const idsOf = (some: readonly Unit[]) => some.flatMap((unit) => of(unit).id ?? [])
  const ids = idsOf(units)
  const all = async (words: readonly string[], ids: readonly string[]) => {
    for (let start = 0; start < ids.length; start += idsOfOneCall) {
      await call('scancel', [...words, ...ids.slice(start, start + idsOfOneCall)])
    }
  }
  if (ids.length > 0) {
    await all(['--state=PENDING'], ids)
    const isSteps = ({ job }: Unit) => isBySrun(job.script)
    await all(['--signal=TERM'], idsOf(units.filter(isSteps)))
    await all(['--batch', '--signal=TERM'], idsOf(units.filter((unit) => !isSteps(unit))))
    const deadline = clock.now() + (options.graceMs ?? 60_000)
    while (clock.now() < deadline) {
      await clock.sleep(500)
      const states = await askStates(call, ids)
      if (states !== undefined && [...states.values()].every(({ phase }) => phase === 'ended')) break
    }
    await all(['--full', '--signal=KILL'], ids)
    await all([], ids)
  }
  for (const unit of units) {
    const isDone = (await withoutResult(unit, tasksOf(unit))).length === 0
    finish(unit, { state: isDone ? 'done' : 'cancelled' })
  }
}
