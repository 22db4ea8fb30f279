import type { FailureReason } from '../ask/asked.ts'
import type { AttemptFailure, ItemFailure } from '../failure/failure.ts'
import { backoff } from '../failure/backoff.ts'
import { limitReset } from '../failure/retry-after.ts'
import { limitReached, type Estimate } from '../limits/ledger.ts'
import type { Ticket } from '../pace/gate.ts'
import { leastBusy, type Replica } from '../transport/replica.ts'
import { send } from '../transport/send.ts'
import { interpret, type Interpreted } from './interpret.ts'
import { learnParameter } from './learn-parameter.ts'
import type { RunState } from './run-state.ts'
import type { Session } from './session.ts'
import { leaveOut, notePatience, pause } from './trouble.ts'

/** Something to be asked, however often it takes. */
export interface Call<T> {
  /** After the base URL. */
  readonly path: string
  /** Set where the path is of the server's root, beside the base URL's own `/v1`. */
  readonly isOfRoot?: boolean
  /** Written anew for each attempt, since answers may teach another spelling. */
  readonly body: () => Readonly<Record<string, unknown>>
  /** Reads a response's JSON; undefined where there is no answer in it. */
  readonly read: (json: unknown) => T | undefined
  readonly estimate: Estimate
}

/** How the asking went. */
export interface Sent {
  readonly attempts: number
  readonly sentAt: number
  readonly ms: number
  /** Blotted. */
  readonly body: string
  readonly url: string
}

/** What came of a call. */
export type Exchange<T> =
  | (Sent & { readonly kind: 'answer'; readonly value: T })
  | (Sent & {
      readonly kind: 'failure'
      readonly reason: FailureReason | 'filtered'
      readonly message: string
      readonly status?: number
    })

/**
 * Asks until there is an answer or no more use in asking; the only place where a body is sent again.
 *
 * @throws ClientError that ends the run; the reason of a cancel
 */
export async function exchange<T>(session: Session, run: RunState, call: Call<T>): Promise<Exchange<T>> {
  const { settings, gate, replicas, ledger } = session
  const counts = { tries: 0, timeouts: 0, empty: 0, waited: 0 }
  let deadline = Infinity
  let sent: Sent | undefined
  let last: AttemptFailure | undefined
  for (;;) {
    run.check()
    const ticket: Ticket = {}
    const entered = gate.enter(ticket, run.ending)
    if (entered) await entered
    const replica = leastBusy(replicas, Date.now())
    const pausedMs = pauseOf(replica)
    if (pausedMs > 0) {
      gate.leave(ticket, 'other')
      if (sent && last && Date.now() + pausedMs > deadline) return failure(sent, last)
      // Not all at once when the pause ends.
      await run.ending.sleep(pausedMs + Math.random() * Math.min(pausedMs, settings.waits.first))
      continue
    }
    const now = Date.now()
    deadline = Math.min(deadline, now + settings.totalTimeoutMs)
    const timeoutMs = Math.max(1, Math.min(settings.requestTimeoutMs, deadline - now))
    const { result, text, ms, body } = await attempt(session, run, call, { replica, ticket, timeoutMs })
    sent = { attempts: (sent?.attempts ?? 0) + 1, sentAt: now, ms, body, url: replica.url.shown }
    if (result.scope === 'answer') return { kind: 'answer', value: result.value, ...sent }
    if (result.scope === 'item') return failure(sent, result)
    if (result.scope === 'parameter') {
      // Its choices can be asked for one by one.
      if (result.parameter === 'n') return failure(sent, { ...result, reason: 'bad request' })
      learnParameter(session, result, text)
      continue
    }
    if (result.scope === 'run') {
      if (leaveOut(session, replica, result.error)) continue
      throw result.error
    }
    if (mayBeCharged(result)) ledger.addLost(call.estimate)
    if (ledger.isOver) throw limitReached(ledger)
    noteAge(session, result, ms)
    const waitMs = nextWait(session, replica, result, counts)
    // At the total deadline, what the attempts before failed for says more.
    const isCutOff = result.reason === 'timeout' && Date.now() >= deadline
    last = isCutOff && last ? last : result
    if (waitMs === undefined || Date.now() + waitMs > deadline) return failure(sent, last)
    await run.ending.sleep(waitMs)
  }
}

/** Sends once, and gives the place in the gate back. */
async function attempt<T>(
  session: Session,
  run: RunState,
  call: Call<T>,
  {
    replica,
    ticket,
    timeoutMs,
  }: { readonly replica: Replica; readonly ticket: Ticket; readonly timeoutMs: number },
): Promise<{
  readonly result: Interpreted<T>
  readonly text: string
  readonly body: string
  readonly ms: number
}> {
  const isFirstBack = replica.isAbsent
  let end: 'answered' | 'full' | 'other' = 'other'
  replica.outstanding += 1
  if (isFirstBack) replica.isAskedWhetherBack = true
  try {
    const text = JSON.stringify(call.body())
    const started = performance.now()
    const reply = await send(replica.connections, {
      method: 'POST',
      path: `${call.isOfRoot ? replica.url.rootPath : replica.url.path}${call.path}${replica.url.query}`,
      headers: replica.headers,
      body: text,
      timeoutMs,
      maxBytes: session.settings.maxAnswerBytes,
      cancel: run.cancel,
    })
    const ms = performance.now() - started
    const result = interpret(reply, { session, replica, timeoutMs, path: call.path, read: call.read })
    if (result.scope === 'answer') end = 'answered'
    else if (result.scope === 'attempt' && result.state === 'full') end = 'full'
    if (reply.kind === 'response') noteLimits(replica, reply.headers)
    return { result, text, body: session.blot.data(text), ms }
  } finally {
    replica.outstanding -= 1
    if (isFirstBack) replica.isAskedWhetherBack = false
    session.gate.leave(ticket, end)
  }
}

/** Time until the next attempt; undefined where there is none. */
function nextWait(
  session: Session,
  replica: Replica,
  result: AttemptFailure,
  counts: { tries: number; timeouts: number; empty: number; waited: number },
): number | undefined {
  const { tries, waits, requestTimeoutMs } = session.settings
  if (result.state === 'full' || result.state === 'absent') {
    counts.waited += 1
    pause(session, replica, result)
    notePatience(session, replica, result)
    // The server's own wait is its pause; another replica may be asked sooner.
    return backoff(counts.waited, waits)
  }
  counts.tries += 1
  noteTries(session, replica, result)
  if (result.reason === 'timeout' && (counts.timeouts += 1) === 2) {
    const seconds = Math.round(requestTimeoutMs / 100) / 10
    session.tell({
      kind: 'deadline',
      text: `a request came to its deadline of ${seconds} s twice: raise the timeout or lower the concurrency`,
    })
    return undefined
  }
  if (result.reason === 'no choices' && (counts.empty += 1) === 2) return undefined
  if (counts.tries >= tries) return undefined
  return Math.max(result.waitMs ?? 0, backoff(counts.tries, waits))
}

/** Tries that fail in a row before a person is told: the whole of it may take a while yet. */
const toldTries = 10

function noteTries(session: Session, replica: Replica, { status, reason, message }: AttemptFailure): void {
  replica.failedTries += 1
  if (replica.failedTries !== toldTries) return
  const what = status === undefined ? reason : String(status)
  const text = `${toldTries} tries in a row failed at ${replica.url.shown} (${what}: ${message}): trying again`
  session.tell({ kind: 'tries failing', text })
}

function failure(
  sent: Sent,
  { reason, message, status }: Pick<AttemptFailure | ItemFailure, 'reason' | 'message' | 'status'>,
): Exchange<never> {
  return { kind: 'failure', reason, message, ...(status !== undefined && { status }), ...sent }
}

function mayBeCharged({ state, reason }: AttemptFailure): boolean {
  return state === 'gateway' || (state === 'broken' && reason !== 'server error')
}

function pauseOf(replica: Replica): number {
  const pausedMs = replica.pausedUntil - Date.now()
  // A server that was away is asked by one request first.
  if (replica.isAbsent && replica.isAskedWhetherBack) return Math.max(pausedMs, 100)
  return pausedMs
}

function noteLimits(replica: Replica, headers: Parameters<typeof limitReset>[0]): void {
  const now = Date.now()
  const waitMs = limitReset(headers, now)
  if (waitMs !== undefined)
    replica.pausedUntil = Math.max(replica.pausedUntil, now + Math.min(waitMs, 60_000))
}

function noteAge({ ages, tell }: Session, { state, reason }: AttemptFailure, ms: number): void {
  if (state !== 'gateway' && reason !== 'connection lost') return
  const ageMs = ages.add(ms)
  if (ageMs === undefined) return
  const seconds = Math.round(ageMs / 100) / 10
  tell({
    kind: 'cut at one age',
    text: `something between cuts requests at ${seconds} s: ask for answers piece by piece (stream), or for shorter ones`,
  })
}
