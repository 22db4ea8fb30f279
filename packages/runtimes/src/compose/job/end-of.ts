import { RuntimeError } from '../../errors.ts'
import type { ProcessEnd } from '../../job/process-end.ts'
import type { ContainerState } from '../engine/containers.ts'

/** An end of a container as one of a process: its first process hands on what a signal did as 128 and the signal. */
export function endOf(state: ContainerState | null, stopped: boolean): ProcessEnd {
  if (state === null) {
    const cause = new RuntimeError('runtimes/containers', 'its container was removed from elsewhere')
    return { stopped, exitCode: null, signal: null, cause }
  }
  const { exitCode, isOutOfMemory } = state
  const signal = isOutOfMemory ? 'SIGKILL' : signals[exitCode - 128]
  return signal === undefined ? { stopped, exitCode, signal: null } : { stopped, exitCode: null, signal }
}

const signals: Readonly<Record<number, NodeJS.Signals>> = {
  2: 'SIGINT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
}
