import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { isRunning } from '@retable/core'

/** A lease is held by a living process that renews it; one that is not renewed for this long is void. */
export const leaseMs = 15_000

/** Stores that are open in this process: an earlier process may have had its number. */
const openHere = new Set<string>()

/** Who holds the leases of one open store. */
export interface Owner {
  /** As it stands in the store. */
  readonly text: string
  /** Its leases are void from then on, for this process too. */
  readonly close: () => void
}

/** A new owner of leases, alive until it is closed. */
export function newOwner(): Owner {
  const id = randomUUID()
  openHere.add(id)
  return {
    text: JSON.stringify({ host: hostname(), pid: process.pid, id }),
    close: () => void openHere.delete(id),
  }
}

/** Whether a lease's owner may be alive: a process of another host always may. */
export function isAlive(owner: string): boolean {
  const { host, pid, id } = JSON.parse(owner) as { host: string; pid: number; id: string }
  if (host !== hostname()) return true
  if (pid === process.pid) return openHere.has(id)
  return isRunning(pid)
}
