import { mkdir, writeFile } from 'node:fs/promises'
import { RuntimeError } from '../../errors.ts'
import { queuedJobs } from '../commands/find-by-comment.ts'
import { submit } from '../commands/submit.ts'
import type { GraphContext } from './graph-context.ts'
import { writeScript } from '../script/write-script.ts'
import { ranges } from '../array/ranges.ts'
import { tasksOf, withoutResult, type Unit, type UnitState } from './unit.ts'
import { unitProgress } from './unit-progress.ts'
import { unitScript } from './unit-script.ts'

const atOnce = 64

/**
 * Submits what can be submitted, level by level: a unit whose jobs before it are done or submitted. It stops where
 * Slurm takes no more, and is called again.
 */
export async function submitReady(graph: GraphContext): Promise<void> {
  const { levels, of, before, options, call } = graph
  const limit = options.maxSubmitJobs ?? Infinity
  let active = levels
    .flat()
    .map(of)
    .reduce((sum, { id, end, tasks }) => sum + (id !== undefined && end === undefined ? tasks.length : 0), 0)
  let isFull = false
  for (const level of levels) {
    const ready = level.filter((unit) => {
      const { id, end } = of(unit)
      if (id !== undefined || end !== undefined) return false
      const others = before(unit)
      const failed = others.find((other) => (of(other).end ?? { state: 'done' }).state !== 'done')
      if (failed !== undefined) graph.finish(unit, { state: 'blocked', by: failed.job.id })
      return failed === undefined && others.every((other) => isUnderWay(of(other)))
    })
    for (let start = 0; start < ready.length && !isFull; start += atOnce) {
      // What was submitted by now is still to be cancelled: it is no error here.
      if (options.signal?.aborted) return
      await Promise.all(ready.slice(start, start + atOnce).map(submitUnit))
    }
  }

  async function submitUnit(unit: Unit): Promise<void> {
    if (options.signal?.aborted) return
    const state = of(unit)
    // A folder that is new holds nothing: of ten thousand steps each look counts.
    const isNew = (await mkdir(unit.job.folder, { recursive: true })) !== undefined
    const tasks = isNew ? tasksOf(unit) : await withoutResult(unit, tasksOf(unit))
    if (tasks.length === 0) return graph.finish(unit, { state: 'done' })
    if (active + tasks.length > limit && active > 0) return full('as many jobs are queued as may be')
    active += tasks.length
    const text = unitScript(unit, graph.jobsBefore(unit), graph.settings)
    await (isNew ? writeFile(unit.scriptFile, text, { mode: 0o600 }) : writeScript(unit.scriptFile, text))
    const waits = before(unit).filter((other) => of(other).end === undefined)
    const after = waits.map((other) => of(other).id!)
    const submission = {
      script: unit.scriptFile,
      after,
      ...(unit.first === null ? {} : { array: ranges(tasks.map((task) => task - unit.first!)) }),
    }
    const answer = await submit(call, submission).catch((error: unknown) => {
      if (!(error instanceof RuntimeError) || error.code !== 'runtimes/slurm-refused') throw error
      return error
    })
    if (answer instanceof RuntimeError)
      return graph.finish(unit, { state: 'failed', sentence: answer.message })
    const id = typeof answer === 'object' ? answer.id : await found(unit, answer)
    if (id === undefined)
      return full(
        answer === 'later' ? 'Slurm takes no more jobs at present' : 'Slurm does not answer at present',
      )
    const progress = isNew && unit.first === null ? '' : await unitProgress(graph, unit, tasks)
    Object.assign(state, {
      id,
      after,
      tasks,
      progress,
      isOld: false,
      restarts: 0,
      unknownSince: undefined,
      endedAt: undefined,
    })
    await writeFile(
      unit.recordFile,
      `${JSON.stringify({ id, tasks, progress, fruitless: state.fruitless })}\n`,
    )
  }

  /** It may have taken the job though its answer was lost. */
  async function found(unit: Unit, answer: 'later' | 'no answer'): Promise<string | undefined> {
    if (answer === 'later') return undefined
    return (await queuedJobs(call))?.find(({ comment }) => comment === unit.comment)?.id
  }

  function full(why: string): void {
    if (!isFull) options.onMessage?.(`${why}: the rest of the graph waits`)
    isFull = true
  }
}

/** Whether something may wait for it: it is done, or submitted and not about to be found wanting. */
function isUnderWay({ id, end, endedAt }: UnitState): boolean {
  return end !== undefined || (id !== undefined && endedAt === undefined)
}
