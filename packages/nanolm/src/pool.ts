import { Worker } from 'node:worker_threads'
import { NanolmError } from './errors.ts'
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

/** Starts a pool; its workers start with their first job. */
export function poolOf(setup: WorkerSetup, size: number): Pool {
  const waiting: Waiting[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Waiting>()

  const next = () => {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < size)) {
      const work = waiting.shift()!
      if (work.options.signal?.aborted) {
        work.reject(work.options.signal.reason)
        continue
      }
      const worker = idle.pop() ?? start()
      busy.set(worker, work)
      worker.ref()
      work.options.signal?.addEventListener('abort', () => stop(worker, work), { once: true })
      worker.postMessage(work.job)
    }
  }

  /** A job cannot be interrupted from outside, so its worker goes with it. */
  const stop = (worker: Worker, work: Waiting) => {
    if (busy.get(worker) !== work) return
    busy.delete(worker)
    work.reject(work.options.signal?.reason)
    void worker.terminate()
    next()
  }

  const start = () => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: setup })
    worker.on('message', (message: Message) => {
      const work = busy.get(worker)
      if (work === undefined) return
      if (message.kind === 'step') return void work.options.onStep?.(message)
      busy.delete(worker)
      idle.push(worker)
      worker.unref()
      if (message.kind === 'done') work.resolve(message.result as never)
      else work.reject(failure(message))
      next()
    })
    worker.on('error', (error) => {
      const work = busy.get(worker)
      busy.delete(worker)
      work?.reject(error)
      next()
    })
    return worker
  }

  return {
    run: (job, options = {}) =>
      new Promise((resolve, reject) => {
        waiting.push({ job, options, resolve, reject })
        next()
      }),
    isIdle: () => busy.size === 0 && waiting.length === 0,
    async close() {
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
