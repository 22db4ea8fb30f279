/** How many requests a server bears at once, as its answers show. A value: each event gives the next one. */
export interface Pace {
  /** Requests in flight at most; whole. */
  readonly limit: number
  readonly most: number
  readonly tolerance: number
  /** Doubling from round to round, as long as latency holds; then one more a round. */
  readonly phase: 'doubling' | 'adding'
  /** Answers of the round under way, and the sum of their latencies. */
  readonly seen: number
  readonly sumMs: number
  /** Whether so many were in flight in the round: a limit that is not reached has not been tried. */
  readonly isReached: boolean
  /** Least mean latency of a round, in milliseconds. */
  readonly bestMs: number | undefined
  /** Requests sent before this time tell of an older limit. */
  readonly since: number
}

/** An attempt that ended: answered, or turned away by a server that has too much to do. */
export interface PaceEvent {
  readonly kind: 'answered' | 'full'
  /** In milliseconds, on one clock. */
  readonly sentAt: number
  readonly at: number
  /** Requests in flight when it ended, itself included. */
  readonly inFlight: number
}

/** Begins with so many requests; latency holds while a round's mean is at most `tolerance` times the best round's. */
export function startPace(options: {
  readonly first: number
  readonly most: number
  readonly tolerance: number
}): Pace {
  return {
    ...options,
    limit: options.first,
    phase: 'doubling',
    seen: 0,
    sumMs: 0,
    isReached: false,
    bestMs: undefined,
    since: 0,
  }
}

/** The pace after an event. */
export function nextPace(pace: Pace, event: PaceEvent): Pace {
  // One burst is one sign: what was sent under the limit that has been halved since tells nothing new.
  if (event.sentAt < pace.since) return pace
  if (event.kind === 'full') {
    const limit = Math.max(1, Math.floor(Math.min(pace.limit, event.inFlight) / 2))
    return { ...pace, limit, phase: 'adding', ...freshRound, since: event.at }
  }
  const seen = pace.seen + 1
  const sumMs = pace.sumMs + (event.at - event.sentAt)
  const isReached = pace.isReached || event.inFlight >= pace.limit
  const next = { ...pace, seen, sumMs, isReached }
  return seen < pace.limit ? next : endRound(next)
}

const freshRound = { seen: 0, sumMs: 0, isReached: false }

/** A round is as many answers as may be in flight. */
function endRound(pace: Pace): Pace {
  const meanMs = pace.sumMs / pace.seen
  const holds = pace.bestMs === undefined || meanMs <= pace.tolerance * pace.bestMs
  const bestMs = Math.min(pace.bestMs ?? meanMs, meanMs)
  const phase = holds ? pace.phase : 'adding'
  const grown = phase === 'doubling' ? pace.limit * 2 : pace.limit + 1
  const limit = holds && pace.isReached ? Math.min(pace.most, grown) : pace.limit
  return { ...pace, ...freshRound, limit, phase, bestMs }
}
