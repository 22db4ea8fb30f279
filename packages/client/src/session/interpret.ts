import { errorInChoice } from '../answer/read-response.ts'
import { ClientError } from '../errors.ts'
import { classifyBroken } from '../failure/broken.ts'
import { classify, classifyInner, type FailedResponse } from '../failure/classify.ts'
import { isPage, oneLine } from '../failure/error-body.ts'
import type { Failure } from '../failure/failure.ts'
import type { Replica } from '../transport/replica.ts'
import type { Reply } from '../transport/send.ts'
import type { Session } from './session.ts'

/** What a reply is: an answer, or a failure of the attempt, the item or the run. */
export type Interpreted<T> = Failure | { readonly scope: 'answer'; readonly value: T }

/** Reads a reply; all that is told of a failure is blotted. */
export function interpret<T>(
  reply: Reply,
  options: {
    readonly session: Session
    readonly replica: Replica
    readonly timeoutMs: number
    /** After the base URL, of a route to an answer. */
    readonly path?: string
    readonly read: (json: unknown) => T | undefined
  },
): Interpreted<T> {
  const { session, replica, timeoutMs, read } = options
  const { blot } = session
  const url = replica.url.shown
  if (reply.kind === 'timeout') {
    return attempt('timeout', `no whole answer within ${Math.round(timeoutMs / 100) / 10} s`)
  }
  if (reply.kind === 'too large') {
    replica.hasResponded = true
    const message = `the answer is longer than ${session.settings.maxAnswerBytes} bytes`
    return { scope: 'item', reason: 'answer too large', message }
  }
  if (reply.kind === 'broken') {
    return blotted(session, classifyBroken(url, reply.error, replica.hasResponded))
  }
  replica.hasResponded = true
  const { status, headers } = reply
  const response: FailedResponse = {
    url,
    status,
    headers,
    text: reply.text,
    hasAnswered: replica.hasAnswered,
    nowMs: Date.now(),
    path: options.path,
    isKeyless: replica.isKeyless,
  }
  if (status < 200 || status >= 300 || isPage(reply.text)) {
    return blotted(session, classify({ ...response, text: blot.sentence(reply.text) }))
  }
  let json: unknown
  try {
    json = JSON.parse(blot.data(reply.text))
  } catch {
    return attempt(
      'unreadable',
      blot.sentence(`the answer is not JSON: ${oneLine(reply.text) || '(nothing)'}`),
    )
  }
  const inner = classifyInner(response, json) ?? classifyInner(response, errorInChoice(json))
  if (inner) return blotted(session, inner)
  const value = read(json)
  if (value === undefined) return attempt('no choices', 'the response holds no choices')
  replica.hasAnswered = true
  replica.isAbsent = false
  replica.troubledSince = undefined
  replica.troubles = 0
  replica.failedTries = 0
  return { scope: 'answer', value }
}

function attempt(reason: 'timeout' | 'unreadable' | 'no choices', message: string): Failure {
  return { scope: 'attempt', state: 'broken', reason, message }
}

function blotted({ blot }: Session, failure: Failure): Failure {
  if (failure.scope !== 'run') return { ...failure, message: blot.sentence(failure.message) }
  const { message, code, kind, status, cause } = failure.error
  const error = new ClientError(blot.sentence(message), {
    code: code as `client/${string}`,
    kind,
    status,
    ...(cause !== undefined && { cause }),
  })
  return { scope: 'run', error }
}
