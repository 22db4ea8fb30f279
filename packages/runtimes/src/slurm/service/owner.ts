import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** What tells whose a service is: the machine, the process, and when that began, since its number will be another's. */
export function ownerComment(): string {
  return `retable service ${hostname()} ${process.pid} ${startOf(process.pid)}`
}

/** Whether a comment is of a service of this machine whose owner is gone. */
export function isStale(comment: string): boolean {
  const [, host, pid, start] = /^retable service (\S+) (\d+) (\d+)$/.exec(comment) ?? []
  return host === hostname() && startOf(Number(pid)) !== Number(start)
}

/** When a process began, in the system's ticks since its start; 0 where there is none, or it is not told here. */
function startOf(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Its name, in brackets, may hold anything.
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19])
  } catch {
    return 0
  }
}
