import { Worker } from 'node:worker_threads'
import { HarnessError } from '../../errors.ts'
import type { GradeJob, GradeWorkerSetup, JobGrades } from './grade-job.ts'

/** Worker threads that grade outputs. */
export interface GradePool {
  readonly size: number
  /**
   * Grades a batch on the worker that has the least to do.
   *
   * @throws HarnessError `harness/grade-worker` if the worker itself ends, and the signal's reason
   */
  readonly grade: (jobs: readonly GradeJob[]) => Promise<readonly JobGrades[]>
  readonly close: () => Promise<void>
}

/** Options of {@link startGradePool}. */
export interface GradePoolOptions extends GradeWorkerSetup {
  readonly size: number
  readonly signal?: AbortSignal | undefined
}

interface Member {
  readonly worker: Worker
  /** Batches sent and not answered, in the order in which they will be. */
  readonly sent: PromiseWithResolvers<readonly JobGrades[]>[]
}

/**
 * Starts worker threads. A batch is sent at once, even to a worker that is busy, so that none waits for the main thread
 * between two batches; the caller bounds how many are on their way.
 */
export function startGradePool({ benchmark, variant, size, signal }: GradePoolOptions): GradePool {
  const workerData: GradeWorkerSetup = { benchmark, variant }
  let failure: { readonly reason: unknown } | undefined
  const fail = (reason: unknown) => {
    failure ??= { reason }
    for (const { sent } of members) for (const batch of sent.splice(0)) batch.reject(failure.reason)
  }
  const members = Array.from({ length: size }, (): Member => {
    const worker = new Worker(new URL('grade-worker.ts', import.meta.url), { workerData })
    const sent: Member['sent'] = []
    worker.on('message', (grades: readonly JobGrades[]) => sent.shift()?.resolve(grades))
    worker.on('error', (cause: Error) => fail(ended(cause.message, cause)))
    worker.on('exit', (code) => fail(ended(`it exited with code ${code}`)))
    return { worker, sent }
  })
  const terminate = () => Promise.all(members.map(({ worker }) => worker.terminate()))
  // A grade cannot be interrupted from outside, so the worker goes with it.
  const abort = () => {
    fail(signal?.reason)
    void terminate()
  }
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort, { once: true })

  return {
    size,
    grade(jobs) {
      const batch = Promise.withResolvers<readonly JobGrades[]>()
      // Batches are awaited in order; one that fails before its turn is no unhandled rejection.
      batch.promise.catch(() => undefined)
      if (failure !== undefined) {
        batch.reject(failure.reason)
        return batch.promise
      }
      const { worker, sent } = members.toSorted((a, b) => a.sent.length - b.sent.length)[0]!
      sent.push(batch)
      worker.postMessage(jobs)
      return batch.promise
    },
    async close() {
      signal?.removeEventListener('abort', abort)
      await terminate()
    },
  }
}

function ended(why: string, cause?: unknown): HarnessError {
  return new HarnessError('harness/grade-worker', `a worker thread that grades outputs ended: ${why}`, {
    kind: 'environment',
    cause,
  })
}
