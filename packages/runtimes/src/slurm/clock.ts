import { setTimeout as delay } from 'node:timers/promises'

/** Time as the runtime sees it; a simulation has one of its own. */
export interface Clock {
  /** Milliseconds. */
  readonly now: () => number
  /** Rejects with an AbortError where the signal ends it. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
}
