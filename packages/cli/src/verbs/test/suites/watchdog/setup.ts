import { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeEach, expect, inject } from 'vitest'
import type { Watched } from './watch.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** How long a test or hook may take that names no limit of its own, in milliseconds. */
    testLimitMs: number
    /** How much longer the watchdog waits, for Vitest's own limit to be first where it can, in milliseconds. */
    testGraceMs: number
  }
}

/**
 * Ends the process of a test file in which something goes round for ever. Vitest's limits are timers of the thread that
 * the test runs in: a loop that never yields outlives them, and the run with it. So another thread waits for signs of
 * life, as long as the limit of what runs, and a little longer, so that Vitest is first wherever it can be.
 */
const thread = new Worker(new URL('./watch.ts', import.meta.url))
thread.unref()
const [ownLimitMs, graceMs] = [inject('testLimitMs'), inject('testGraceMs')]
const file = expect.getState().testPath ?? 'a test file'
const tell = (watched: Watched) => thread.postMessage(watched)
/** A limit of 0 is none. */
const runs = (what: string, limitMs: number) =>
  tell({ kind: 'runs', what, limitMs: limitMs === 0 ? Infinity : limitMs + graceMs })

/** Timers that a test replaces by its own are not this one. */
const beat = setInterval(() => tell({ kind: 'alive' }), 1000)
beat.unref()
runs(file, ownLimitMs)

beforeEach(({ task }) => {
  runs(`${file}: the test "${task.name}"`, task.timeout)
})
afterEach(() => {
  runs(file, ownLimitMs)
})
afterAll(async () => {
  clearInterval(beat)
  await thread.terminate()
})
