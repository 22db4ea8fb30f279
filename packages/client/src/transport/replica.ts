import type { BaseUrl } from './base-url.ts'
import { openConnections, type Connections } from './connections.ts'

/** One server of a client, and how it fares. */
export interface Replica {
  readonly url: BaseUrl
  readonly connections: Connections
  /** Of each request. */
  readonly headers: Readonly<Record<string, string>>
  /** No header of the user's, and nothing in the address, is sent that could be a key. */
  readonly isKeyless: boolean
  /** Requests sent and not ended. */
  outstanding: number
  /** It has given a response of any kind. */
  hasResponded: boolean
  hasAnswered: boolean
  /** Nothing is sent before this time, in milliseconds since 1970. */
  pausedUntil: number
  /** Pauses since its last answer. */
  troubles: number
  /** Tries since its last answer that failed, other than for a server that is full or away. */
  failedTries: number
  /** It loads, or is out of reach: one request at a time asks whether it is back. */
  isAbsent: boolean
  isAskedWhetherBack: boolean
  /** Since when it has only been loading, full or out of reach, in milliseconds since 1970. */
  troubledSince: number | undefined
  /** It never answered, and others do: it is left out. */
  isLeftOut: boolean
}

/** Headers that are sent in any case. */
const ownHeaders = new Set(['content-type', 'accept', 'user-agent'])

/** Opens no connection yet. */
export function openReplica(
  url: BaseUrl,
  options: { readonly connectMs: number; readonly headers: Readonly<Record<string, string>> },
): Replica {
  return {
    url,
    connections: openConnections(url.origin, options),
    headers: options.headers,
    isKeyless: url.query === '' && Object.keys(options.headers).every((name) => ownHeaders.has(name)),
    outstanding: 0,
    hasResponded: false,
    hasAnswered: false,
    pausedUntil: 0,
    troubles: 0,
    failedTries: 0,
    isAbsent: false,
    isAskedWhetherBack: false,
    troubledSince: undefined,
    isLeftOut: false,
  }
}

/** The replica that can be asked soonest, and of those the one with the fewest requests outstanding. */
export function leastBusy(replicas: readonly Replica[], nowMs: number): Replica {
  let best: Replica | undefined
  for (const replica of replicas) {
    if (replica.isLeftOut) continue
    if (best === undefined || before(replica, best, nowMs)) best = replica
  }
  return best ?? replicas[0]!
}

function before(a: Replica, b: Replica, nowMs: number): boolean {
  const pauses = Math.max(a.pausedUntil, nowMs) - Math.max(b.pausedUntil, nowMs)
  return pauses < 0 || (pauses === 0 && a.outstanding < b.outstanding)
}
