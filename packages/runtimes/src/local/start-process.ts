import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Socket } from 'node:net'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { makeFolder } from '@retable/core'
import type { ProcessEnd } from '../job/process-end.ts'

/** Options of {@link startProcess}. */
export interface ProcessOptions {
  readonly command: string
  readonly args: readonly string[]
  /** All that it sees of the environment. */
  readonly env: Readonly<Record<string, string>>
  /** Where it starts; this process's own folder if left out. */
  readonly cwd?: string | undefined
  /** What it writes to standard output and standard error. */
  readonly logFile: string
  /**
   * `service`, if left out: its log replaces an older file, it goes at once with this process, and does not keep that
   * from ending. `job`: its log is appended, this process waits for it, and it sees to its own end when that is gone.
   */
  readonly kind?: 'service' | 'job' | undefined
  /** From SIGTERM to SIGKILL, in milliseconds. */
  readonly graceMs?: number | undefined
  /** Told what it has written to file descriptor 3 so far, each time that it writes there. */
  readonly onWords?: ((words: string) => void) | undefined
}

/** A program that ends when this process does. */
export interface SupervisedProcess {
  readonly pid: number | undefined
  /** The text that it wrote to file descriptor 3, once it has closed that: '' where it ended without a word. */
  readonly ready: Promise<string>
  /** Never rejects. */
  readonly ended: Promise<ProcessEnd>
  /** SIGTERM to it, and to a service's children; SIGKILL to all after the grace; done when it is gone. */
  readonly stop: () => Promise<void>
}

/**
 * Starts a program. It must end when its standard input does: that is how it learns that this process is gone, even by
 * SIGKILL. It stands in a process group of its own, so that Ctrl-C in the terminal reaches it through its owner only.
 */
export async function startProcess(options: ProcessOptions): Promise<SupervisedProcess> {
  await makeFolder(path.dirname(options.logFile))
  const isService = options.kind !== 'job'
  const log = openSync(options.logFile, isService ? 'w' : 'a')
  // Its listeners are added before anything is awaited: it may fail at once.
  const child = spawn(options.command, options.args, {
    env: options.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: ['pipe', log, log, 'pipe'],
    detached: true,
  })
  closeSync(log)
  let stopped = false
  let alive = true
  const kill = (signal: NodeJS.Signals, whom: 'it' | 'all' = 'all') => {
    try {
      if (alive && child.pid !== undefined) process.kill(whom === 'all' ? -child.pid : child.pid, signal)
    } catch {
      // It is gone.
    }
  }
  // Nothing can be awaited there; what does not pass here is noticed at the end of standard input.
  const killAtExit = () => kill('SIGKILL')
  if (isService) process.once('exit', killAtExit)
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('error', (cause) => resolve({ stopped, exitCode: null, signal: null, cause }))
    child.once('exit', (exitCode, signal) => resolve({ stopped, exitCode, signal }))
  }).finally(() => {
    process.off('exit', killAtExit)
    // What it may have started goes with it.
    kill('SIGKILL')
    // Its number may be another's from now on.
    alive = false
  })
  // An ended program's pipe may break while it is closed.
  const input = child.stdin as Socket
  input.on('error', () => {})
  const words = wordsOf(child.stdio[3] as Readable, options.onWords)
  if (isService) {
    // A caller that forgets to stop it still ends, and it with the caller.
    child.unref()
    input.unref()
  }

  return {
    pid: child.pid,
    // A child of it may keep the pipe open.
    ready: Promise.race([words, ended.then(() => Promise.race([words, delay(500, '')]))]),
    ended,
    stop: async () => {
      stopped = true
      // A worker that ends before its job would break the job's last work.
      kill('SIGTERM', isService ? 'all' : 'it')
      const timer = setTimeout(() => kill('SIGKILL'), options.graceMs ?? 5000)
      await ended
      clearTimeout(timer)
    },
  }
}

function wordsOf(pipe: Readable, onWords?: (words: string) => void): Promise<string> {
  let words = ''
  pipe.setEncoding('utf8').on('data', (piece: string) => {
    words += piece
    onWords?.(words)
  })
  return new Promise((resolve) => {
    pipe.once('end', () => resolve(words)).once('error', () => resolve(words))
  })
}
