import { setImmediate } from 'node:timers/promises'
import { ClientError } from '../errors.ts'
import { RunState } from './run-state.ts'

/** What a run of jobs needs to know. */
export interface RunOptions<Job, Result> {
  readonly jobs: AsyncIterable<Job> | Iterable<Job>
  /** Jobs under way at most, at this moment. */
  readonly limit: () => number
  /** Does one job; `more` puts further jobs before those not yet read. */
  readonly perform: (job: Job, run: RunState, more: (job: Job) => void) => Promise<readonly Result[]>
  /** Whether a job may start now; where it may not and nothing is under way, the run ends with the error. */
  readonly admit: (job: Job) => ClientError | undefined
  readonly drainMs: number
  /** 10 if left out. */
  readonly firstFailures?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * How many of the first jobs start in one turn of the event loop. Writing a request takes the processor longer than
 * sending it: started all at once, the first would leave when the last is written.
 */
const startsPerTurn = 4

/**
 * Does jobs side by side and gives their results as they come: together those of one turn of the event loop, so that
 * they can be kept together. Jobs are read as they can be started. One whose results the reader still has in hand counts
 * as under way: a kill then loses no more than may be under way, and memory is bounded.
 *
 * @throws ClientError that ended the run, or the signal's reason, after all results that came before
 */
export async function* runJobs<Job, Result>(
  options: RunOptions<Job, Result>,
): AsyncGenerator<readonly Result[]> {
  const { limit, perform, admit, drainMs, signal } = options
  const run = new RunState(options)
  const source = iteratorOf(options.jobs)
  const extra: Job[] = []
  let held: { readonly job: Job } | undefined
  let results: Result[] = []
  let active = 0
  // Done, and not yet taken; taken, and not yet done with.
  let [finished, given] = [0, 0]
  let allowed = startsPerTurn
  let isRead = false
  let isReading = false
  let thrown: { readonly error: Error } | undefined
  let wake: () => void = () => {}

  const fail = (error: unknown) => {
    if (error instanceof ClientError) run.end(error, drainMs)
    else if (!run.cancel.isAborted) thrown ??= { error: error as Error }
    if (thrown) run.cancel.abort(thrown.error)
  }
  const start = (job: Job) => {
    active += 1
    perform(job, run, (more) => extra.push(more))
      .then((given) => void results.push(...given), fail)
      .finally(() => {
        active -= 1
        finished += 1
        pump()
        wake()
      })
  }
  const isStopped = () => run.fatal !== undefined || run.cancel.isAborted
  const tryStart = (job: Job): boolean => {
    const refusal = admit(job)
    if (!refusal) start(job)
    else if (active === 0) run.end(refusal, drainMs)
    else held = { job }
    return !refusal
  }
  const took = ({ done, value }: IteratorResult<Job>): boolean => {
    if (done) isRead = true
    return !done && !isStopped() && tryStart(value)
  }
  const pump = () => {
    while (!isStopped() && !isReading && active + finished + given < Math.min(limit(), allowed)) {
      if (held || extra.length > 0) {
        const job = held ? held.job : extra.shift()!
        held = undefined
        if (!tryStart(job)) return
        continue
      }
      if (isRead) return
      try {
        const next = source.next()
        if (next instanceof Promise) {
          isReading = true
          next
            .then(took)
            .catch(fail)
            .finally(() => {
              isReading = false
              pump()
              wake()
            })
        } else if (!took(next)) return
      } catch (error) {
        fail(error)
      }
    }
  }

  const startSlowly = async () => {
    while (!isStopped() && allowed < limit()) {
      await setImmediate()
      allowed += startsPerTurn
      pump()
      wake()
    }
    allowed = Infinity
  }

  const onAbort = () => {
    run.cancel.abort(signal!.reason as Error)
    wake()
  }
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort)
  void startSlowly()
  try {
    for (;;) {
      const ready = results
      results = []
      ;[given, finished] = [finished, 0]
      // A wake that comes while the reader works must not be lost: it is asked for before the results are given out.
      let isWoken = false
      const woken = new Promise<void>((resolve) => {
        wake = () => {
          isWoken = true
          resolve()
        }
      })
      if (ready.length > 0) yield ready
      given = 0
      pump()
      if (isWoken) continue
      if (active === 0) {
        if (signal?.aborted) throw signal.reason
        if (thrown) throw thrown.error
        if (run.fatal) throw run.fatal
        if (isRead && extra.length === 0 && !held) return
      }
      await woken
      await setImmediate()
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
    run.cancel.abort(new Error('the reader left'))
    if (!isRead && !isReading) await source.return?.()
  }
}

interface Source<T> {
  next(): IteratorResult<T> | Promise<IteratorResult<T>>
  return?(): unknown
}

function iteratorOf<T>(values: AsyncIterable<T> | Iterable<T>): Source<T> {
  return Symbol.asyncIterator in values ? values[Symbol.asyncIterator]() : values[Symbol.iterator]()
}
