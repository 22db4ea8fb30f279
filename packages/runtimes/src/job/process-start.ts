import { readFileSync } from 'node:fs'
import { isRunning } from '@retable/core'

/** When a process of this machine began, in the system's ticks since its start; 0 where that is not told. */
export function startOf(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Its name, in brackets, may hold anything.
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19])
  } catch {
    return 0
  }
}

/** Whether a process of this machine still runs, by its start too: its number may be another's by now. */
export function isStartedProcess(pid: number, start: number): boolean {
  return isRunning(pid) && startOf(pid) === start
}
