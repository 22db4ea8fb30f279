import { hostname } from 'node:os'
import { isStartedProcess, startOf } from '../../job/process-start.ts'

/**
 * Tells whose a service is: the machine, the process, and when that began, since its number will be another's; and which
 * of its owner's services it is, and which part of an array.
 */
export function ownerComment(number: number, first?: number): string {
  const owner = `retable service ${hostname()} ${process.pid} ${startOf(process.pid)} ${number}`
  return first === undefined ? owner : `${owner} ${first}`
}

/** Whether a comment is of a service of this machine whose owner is gone. */
export function isStale(comment: string): boolean {
  const [, host, pid, start] = /^retable service (\S+) (\d+) (\d+)(?: \d+)*$/.exec(comment) ?? []
  return host === hostname() && !isStartedProcess(Number(pid), Number(start))
}
