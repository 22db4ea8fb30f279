import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** Tells whose something is: the machine, the process, and when that began, since its number will be another's. */
export function ownerLabel(): string {
  return `${hostname()} ${process.pid} ${startOf(process.pid)}`
}

/** Whether the owner was a process of this machine, and is gone. */
export function isOwnerGone(label: string): boolean {
  const [, host, pid, start] = /^(\S+) (\d+) (\d+)$/.exec(label) ?? []
  if (host !== hostname()) return false
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EPERM'
  }
  return startOf(Number(pid)) !== Number(start)
}

/** When a process began, in the system's ticks since its start; 0 where that is not told. */
function startOf(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Its name, in brackets, may hold anything.
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19])
  } catch {
    return 0
  }
}
