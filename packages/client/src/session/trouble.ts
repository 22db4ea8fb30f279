import { ClientError } from '../errors.ts'
import { backoff } from '../failure/backoff.ts'
import type { AttemptFailure } from '../failure/failure.ts'
import type { Replica } from '../transport/replica.ts'
import type { Session } from './session.ts'

/** Sends nothing to a server for as long as it asks, or for a while of our own; says so once. */
export function pause(session: Session, replica: Replica, failure: AttemptFailure): void {
  const { waits } = session.settings
  const now = Date.now()
  const url = replica.url.shown
  // One burst is one trouble: what was in flight when the pause began does not make it longer.
  if (replica.pausedUntil <= now) replica.troubles += 1
  const ownMs = backoff(replica.troubles, waits)
  const waitMs = Math.max(failure.waitMs ?? 0, replica.pausedUntil > now ? 0 : ownMs)
  replica.pausedUntil = Math.max(replica.pausedUntil, now + waitMs)
  if (failure.state === 'absent') {
    replica.isAbsent = true
    const isGone = failure.reason === 'unreachable'
    session.tell(
      isGone
        ? { kind: 'unreachable', text: `${url} cannot be reached any more: waiting for it to come back` }
        : { kind: 'loading', text: `the server at ${url} is loading its model: waiting for it` },
    )
  } else if (waitMs >= waits.toldFrom) {
    const seconds = Math.ceil(waitMs / 1000)
    const what = (failure.waitMs ?? 0) >= waitMs ? 'asks to wait' : 'has no answer now, and is asked again in'
    session.tell({ kind: 'long wait', text: `${url} ${what} ${seconds} s: ${failure.message}` })
  }
}

/** @throws ClientError where no wait will do: it asks for more than a request may take, or has lasted too long */
export function notePatience(session: Session, replica: Replica, failure: AttemptFailure): void {
  const { waits, totalTimeoutMs } = session.settings
  const now = Date.now()
  const told = failure.status === undefined ? failure.message : `(${failure.status}) ${failure.message}`
  if ((failure.waitMs ?? 0) > totalTimeoutMs) {
    const minutes = Math.ceil(failure.waitMs! / 60_000)
    throw new ClientError(
      `${replica.url.shown} asks to wait ${minutes} minutes, longer than a request may take: ${told}`,
      { code: 'client/long-wait', kind: 'environment', status: failure.status },
    )
  }
  replica.troubledSince ??= now
  const isOver = ({ isLeftOut, troubledSince }: Replica) =>
    isLeftOut || (troubledSince !== undefined && now - troubledSince > waits.patience)
  // A server that asks for a wait is as good as its word until then.
  if (failure.waitMs === undefined && session.replicas.every(isOver)) {
    const minutes = Math.round(waits.patience / 6000) / 10
    throw new ClientError(`no answer for ${minutes} minutes from ${replica.url.shown}: ${told}`, {
      code: 'client/no-answer',
      kind: 'environment',
      status: failure.status,
    })
  }
}

/** Goes on without a server that cannot be reached, where there is another one; false where there is none. */
export function leaveOut(session: Session, replica: Replica, error: ClientError): boolean {
  if (error.code !== 'client/unreachable' || replica.isLeftOut) return replica.isLeftOut && isAnyLeft(session)
  replica.isLeftOut = true
  if (!isAnyLeft(session)) return false
  session.tell({ kind: 'unreachable', text: `${error.message}; going on with the others` })
  return true
}

function isAnyLeft({ replicas }: Session): boolean {
  return replicas.some(({ isLeftOut }) => !isLeftOut)
}
