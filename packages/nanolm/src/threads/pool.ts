import { Worker } from 'node:worker_threads'
import { NanolmError } from '../errors.ts'
import type { Job, Message, Results, WorkerSetup } from './jobs.ts'

/** Workers that take jobs in the order they are asked for. */
export interface Pool {
  /** Runs a job on the next free worker. */
  readonly run: <J extends Job>(job: J, options?: RunOptions) => Promise<Results[J['kind']]>
  /** Whether nothing runs and nothing waits. */
  readonly isIdle: () => boolean
  readonly close: () => Promise<void>
}

/** Options of a job. */
export interface RunOptions {
  readonly signal?: AbortSignal | undefined
  readonly onStep?: ((step: Extract<Message, { kind: 'step' }>) => void) | undefined
}

interface Waiting {
  readonly job: Job
  readonly options: RunOptions
  readonly resolve: (result: never) => void
  readonly reject: (error: unknown) => void
}

interface Running extends Waiting {
  readonly onAbort: () => void
}

/**
 * Starts a pool; its workers start with their first job.
 *
 * @param script - what a worker runs
 */
export function poolOf(
  setup: WorkerSetup,
  size: number,
  script = new URL('worker.ts', import.meta.url),
): Pool {
  const waiting: Waiting[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Running>()
  let isClosed = false

  const next = () => {
    while (!isClosed && waiting.length > 0 && (idle.length > 0 || busy.size < size)) {
      const work = waiting.shift()!
      if (work.options.signal?.aborted) {
        work.reject(work.options.signal.reason)
        continue
      }
      const worker = idle.pop() ?? start()
      const onAbort = () => stop(worker, work.options.signal?.reason)
      busy.set(worker, { ...work, onAbort })
      worker.ref()
      work.options.signal?.addEventListener('abort', onAbort, { once: true })
      worker.postMessage(work.job)
    }
  }

  /** Takes a worker's job off it; undefined if it has none. */
  const released = (worker: Worker): Running | undefined => {
    const work = busy.get(worker)
    busy.delete(worker)
    work?.options.signal?.removeEventListener('abort', work.onAbort)
    return work
  }

  /** A job cannot be interrupted from outside, so its worker goes with it. */
  const stop = (worker: Worker, reason: unknown) => {
    released(worker)?.reject(reason)
    void worker.terminate()
    next()
  }

  /** A worker that has ended takes no more jobs, and fails the one it has. */
  const ended = (worker: Worker, reason: unknown) => {
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
    released(worker)?.reject(reason)
    next()
  }

  const start = () => {
    const worker = new Worker(script, { workerData: setup })
    worker.on('message', (message: Message) => {
      if (message.kind === 'step') return void busy.get(worker)?.options.onStep?.(message)
      const work = released(worker)
      if (work === undefined) return
      idle.push(worker)
      worker.unref()
      if (message.kind === 'done') work.resolve(message.result as never)
      else work.reject(failure(message))
      next()
    })
    worker.on('error', (error) => ended(worker, error))
    worker.on('exit', (code) => ended(worker, new Error(`a worker ended with exit code ${code}`)))
    return worker
  }

  return {
    run: (job, options = {}) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new Error('the engine is closed'))
        waiting.push({ job, options, resolve, reject })
        next()
      }),
    isIdle: () => busy.size === 0 && waiting.length === 0,
    async close() {
      isClosed = true
      for (const { reject } of waiting.splice(0)) reject(new Error('the engine is closed'))
      await Promise.all([...idle.splice(0), ...busy.keys()].map((worker) => worker.terminate()))
    },
  }
}

function failure({ message, code, stack }: Extract<Message, { kind: 'failed' }>): Error {
  const error = code?.startsWith('nanolm/')
    ? new NanolmError(code as `nanolm/${string}`, message)
    : new Error(message)
  error.stack = stack
  return error
}
