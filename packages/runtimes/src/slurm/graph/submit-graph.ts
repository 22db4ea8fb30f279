import { longestArray } from '../array/array-parts.ts'
import { askStates } from '../commands/ask-states.ts'
import { slurmContext } from '../slurm-context.ts'
import { cancelGraph } from './cancel-graph.ts'
import { findEarlier } from './find-earlier.ts'
import type { GraphContext, GraphOptions } from './graph-context.ts'
import { levelsOf, type GraphEnd, type GraphJob } from './job-graph.ts'
import { observe } from './observe.ts'
import { submitReady } from './submit-ready.ts'
import { unitsOf, type Unit, type UnitState } from './unit.ts'

/** A graph that was given to Slurm. */
export interface SubmittedGraph {
  /** Done when all is in the queue that Slurm takes at once: from there on the jobs run without this process. */
  readonly submitted: Promise<void>
  /** How each job ended, by its id in the graph. */
  readonly ended: Promise<ReadonlyMap<string, GraphEnd>>
}

const idle: UnitState = { after: [], tasks: [], isOld: false, progress: '', fruitless: 0, restarts: 0 }

/**
 * Submits jobs that depend on one another, and sees to it that each gets done: what a node's failure, a preemption or
 * its time limit ended is submitted again with all that waits for it, until it is started too often without a new
 * checkpoint. Submitted again after this process was killed, jobs that are done are left out, and those that wait or
 * run are found.
 *
 * @throws RuntimeError `runtimes/slurm-graph`, `runtimes/no-slurm`; the signal's reason is no error: what it ended is `cancelled`
 */
export function submitGraph(jobs: readonly GraphJob[], options: GraphOptions): SubmittedGraph {
  let isSubmitted = () => {}
  const submitted = new Promise<void>((resolve) => (isSubmitted = resolve))
  const ended = run(jobs, options, isSubmitted)
  const either = Promise.race([submitted, ended.then(() => {})])
  // Who waits for the end alone hears of it there.
  either.catch(() => {})
  return { submitted: either, ended }
}

async function run(
  jobs: readonly GraphJob[],
  options: GraphOptions,
  isSubmitted: () => void,
): Promise<ReadonlyMap<string, GraphEnd>> {
  const levels = levelsOf(jobs)
  const context = slurmContext(options)
  const { call, clock, settings } = context
  const most = await longestArray(call, options.maxSubmitJobs)
  const unitsById = new Map(jobs.map((job) => [job.id, unitsOf(job, most)]))
  // What a unit waits for is looked at before it.
  const units = levels.flatMap((level) => level.flatMap(({ id }) => unitsById.get(id)!))
  const statesOfUnits = new Map<Unit, UnitState>(units.map((unit) => [unit, { ...idle }]))
  const jobsById = new Map(jobs.map((job) => [job.id, job]))
  const graph: GraphContext = {
    ...context,
    options,
    levels: levels.map((level) => level.flatMap(({ id }) => unitsById.get(id)!)),
    of: (unit) => statesOfUnits.get(unit)!,
    before: ({ job }) => job.after.flatMap((id) => unitsById.get(id)!),
    jobsBefore: ({ job }) => job.after.map((id) => jobsById.get(id)!),
    broken: new Set(),
    finish(unit, end) {
      statesOfUnits.get(unit)!.end ??= end
      const all = unitsById.get(unit.job.id)!.map((each) => statesOfUnits.get(each)!.end)
      if (!all.includes(undefined)) options.onEnd?.(unit.job.id, worst(all as GraphEnd[]))
    },
  }
  await findEarlier(graph, units).catch((error: unknown) => {
    if (!options.signal?.aborted) throw error
  })
  const open = () => units.filter((unit) => graph.of(unit).end === undefined)
  for (;;) {
    if (options.signal?.aborted) break
    await submitReady(graph)
    isSubmitted()
    const left = open()
    if (left.length === 0) break
    await clock.sleep(settings.pollMs, options.signal).catch(() => {})
    const ids = left.flatMap((unit) => graph.of(unit).id ?? [])
    const states = ids.length === 0 ? new Map() : await askStates(call, ids)
    if (states === undefined) {
      options.onMessage?.('Slurm does not answer at present, and is asked again')
      continue
    }
    for (const unit of left) if (graph.of(unit).id !== undefined) await observe(graph, unit, states)
  }
  if (options.signal?.aborted) await cancelGraph(graph, open())
  return new Map(
    jobs.map(({ id }) => [
      id,
      worst(unitsById.get(id)!.map((unit) => graph.of(unit).end ?? { state: 'cancelled' })),
    ]),
  )
}

const order = ['failed', 'unknown', 'stopped', 'cancelled', 'blocked', 'done'] as const

/** A job whose parts ended differently ended as the worst of them. */
function worst(ends: readonly GraphEnd[]): GraphEnd {
  return ends.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0]!
}
