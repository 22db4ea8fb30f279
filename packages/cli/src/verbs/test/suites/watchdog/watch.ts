import { writeSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'

/** What the thread of a test file tells the one that watches it. */
export type Watched =
  { readonly kind: 'alive' } | { readonly kind: 'runs'; readonly what: string; readonly limitMs: number }

const stepMs = 500

let silentMs = 0
let what = ''
let limitMs = Infinity
parentPort!.on('message', (watched: Watched) => {
  silentMs = 0
  if (watched.kind === 'runs') ({ what, limitMs } = watched)
})
// Counted in steps of its own: a machine that sleeps halts both threads.
setInterval(() => {
  silentMs += stepMs
  if (silentMs <= limitMs) return
  const seconds = Math.round(silentMs / 1000)
  // Not by process.stderr, which waits for the thread that hangs.
  writeSync(2, `${what} has not yielded for ${seconds} s and is ended with its file: a loop without end?\n`)
  process.kill(process.pid, 'SIGKILL')
}, stepMs)
