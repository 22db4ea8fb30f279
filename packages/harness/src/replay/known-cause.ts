import type { KnownCause } from '@retable/core'

/** What is said beside a cause that was found by the very figure that it explains. */
const fittedTo = 'this cause was fitted to the figure itself'

/** A difference with its cause, where one is known, and whether that was fitted to the figure. */
export function withCause(by: string, cause: KnownCause | undefined): string {
  if (cause === undefined) return by
  return `${by}: ${cause.reason}${cause.isFitted ? `; ${fittedTo}` : ''}`
}
