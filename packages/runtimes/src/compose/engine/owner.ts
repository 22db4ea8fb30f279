import { hostname } from 'node:os'
import { isStartedProcess, startOf } from '../../job/process-start.ts'

/** Tells whose something is: the machine, the process, and when that began, since its number will be another's. */
export function ownerLabel(): string {
  return `${hostname()} ${process.pid} ${startOf(process.pid)}`
}

/** Whether the owner was a process of this machine, and is gone. */
export function isOwnerGone(label: string): boolean {
  const [, host, pid, start] = /^(\S+) (\d+) (\d+)$/.exec(label) ?? []
  return host === hostname() && !isStartedProcess(Number(pid), Number(start))
}
