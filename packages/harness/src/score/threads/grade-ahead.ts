import type { ReadRow } from '@retable/core'
import type { GradeJob, JobGrades } from './grade-job.ts'
import type { GradePool } from './grade-pool.ts'
import type { Match } from '../items/match-item.ts'

/** A row of a file, with what is known of it so far. */
export interface Step {
  readonly row: ReadRow
  /** Of a row of outputs: its item, or why it has none. */
  readonly match?: Match
  /** What there is to grade in it, if it has an item. */
  readonly job?: GradeJob
  /** Of the first of its outputs or all; the others have to be graded still. */
  readonly grades?: JobGrades
}

/** A batch is sent when it has so many outputs (a row without any counts as one), or characters in them. */
const whole = { outputs: 128, characters: 512 * 1024 }

/** Batches on their way, a worker: one that is graded, and one that is ready when it is done. */
const batchesPerWorker = 2

/**
 * Reads ahead and has outputs graded by a pool, once `poolNow` gives one; before that, rows pass as they are. Rows come
 * out in order, an error of reading after all rows before it; what is read ahead is bounded.
 */
export async function* gradeAhead(
  steps: AsyncIterator<Step>,
  poolNow: () => GradePool | undefined,
): AsyncGenerator<Step> {
  let pool: GradePool | undefined
  let ahead = emptyBatch()
  const sent: Promise<readonly Step[]>[] = []
  let failure: { readonly error: unknown } | undefined
  const send = (to: GradePool) => {
    const batch = graded(to, ahead)
    // It is awaited in its turn; until then its failure is no unhandled rejection.
    batch.catch(() => undefined)
    sent.push(batch)
  }
  const next = async () => {
    try {
      return await steps.next()
    } catch (error) {
      failure = { error }
      return { done: true } as const
    }
  }
  try {
    for (let read = await next(); !read.done; read = await next()) {
      pool ??= poolNow()
      if (pool === undefined) {
        yield read.value
        continue
      }
      ahead.steps.push(read.value)
      ahead.outputs += Math.max(read.value.job?.outputs.length ?? 0, 1)
      for (const { length } of read.value.job?.outputs ?? []) ahead.characters += length
      if (ahead.outputs < whole.outputs && ahead.characters < whole.characters) continue
      send(pool)
      ahead = emptyBatch()
      if (sent.length > pool.size * batchesPerWorker) for (const step of await sent.shift()!) yield step
    }
    if (pool !== undefined) send(pool)
    for (const steps of sent) for (const step of await steps) yield step
    if (failure !== undefined) throw failure.error
  } finally {
    await Promise.all([pool?.close(), steps.return?.()])
  }
}

interface Batch {
  readonly steps: Step[]
  outputs: number
  characters: number
}

function emptyBatch(): Batch {
  return { steps: [], outputs: 0, characters: 0 }
}

async function graded(pool: GradePool, { steps }: Batch): Promise<readonly Step[]> {
  const jobs = steps.flatMap(({ job }) => job ?? [])
  if (jobs.length === 0) return steps
  const grades = (await pool.grade(jobs)).values()
  return steps.map((step) => (step.job === undefined ? step : { ...step, grades: grades.next().value! }))
}
