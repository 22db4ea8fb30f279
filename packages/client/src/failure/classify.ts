import { ClientError } from '../errors.ts'
import { errorInJson, errorInText, isPage, pageTitle, type ErrorBody } from './error-body.ts'
import type { Failure } from './failure.ts'
import { limitReset, retryAfter, type Headers } from './retry-after.ts'
import {
  isContentFilter,
  isFullServer,
  isLoading,
  isNoModel,
  isQuota,
  isTooLong,
  parameterOf,
} from './told.ts'

/** A response that holds no answer. */
export interface FailedResponse {
  /** Base URL, fit to be shown. */
  readonly url: string
  readonly status: number
  readonly headers: Headers
  /** The body. */
  readonly text: string
  /** Whether this server has given an answer before. */
  readonly hasAnswered: boolean
  readonly nowMs: number
  /** What was asked for, after the base URL; left out where that is no route to an answer. */
  readonly path?: string | undefined
  /** Whether nothing was sent that could be a key. */
  readonly isKeyless?: boolean
}

/** What a response without an answer means. The body decides, then the status. */
export function classify(response: FailedResponse): Failure {
  const { url, status, headers, text, hasAnswered } = response
  if (status >= 300 && status < 400) return redirect(response)
  if (status < 300 && isPage(text)) {
    const message = `${url} answered with ${pageTitle(text)}`
    if (hasAnswered) return { scope: 'attempt', state: 'gateway', reason: 'unreadable', message, status }
    return run(`${message}: is that the address of the API, up to /v1?`, 'client/not-an-api', status)
  }
  return classifyError(response, errorInText(text), headers)
}

/** What an error inside a response of status 200 means: as the status in it, or else as 502. */
export function classifyInner(response: FailedResponse, json: unknown): Failure | undefined {
  const error = errorInJson(json)
  if (!error) return undefined
  return classifyError({ ...response, status: error.status ?? 502 }, error, response.headers)
}

function classifyError(response: FailedResponse, error: ErrorBody, headers: Headers): Failure {
  const { url, status, nowMs } = response
  const message = error.message || `status ${status}`
  const told = `${url} says (${status}): ${message}`
  const waitMs = retryAfter(headers, nowMs) ?? error.waitMs ?? limitReset(headers, nowMs)
  const wait = waitMs === undefined ? {} : { waitMs }
  if (status === 402 || isQuota(error, waitMs)) {
    return run(`quota used up: ${told}`, 'client/quota', status)
  }
  if (isTooLong(error)) return { scope: 'item', reason: 'prompt too long', message, status }
  if (status < 500 && status !== 429 && isContentFilter(error)) {
    return { scope: 'item', reason: 'filtered', message, status }
  }
  if (status === 401) {
    const what = response.isKeyless ? 'no key was sent (set OPENAI_API_KEY)' : 'the key was refused'
    return run(`${what}: ${told}`, 'client/unauthorized', status)
  }
  if (status === 403) return run(`access was refused: ${told}`, 'client/forbidden', status)
  if (status === 404 || status === 405 || (status < 500 && isNoModel(error))) {
    const isRoute = response.path === '/completions' && !isNoModel(error)
    const what = isRoute
      ? 'it is asked on the completions route, which the server lacks'
      : 'no such model or address'
    return run(`${what}: ${told}`, 'client/not-found', status)
  }
  if (status === 501) return run(`the server cannot do this: ${told}`, 'client/unsupported', status)
  if (status === 429)
    return { scope: 'attempt', state: 'full', reason: 'rate limit', message, status, ...wait }
  if (isLoading(status, error)) {
    return { scope: 'attempt', state: 'absent', reason: 'overloaded', message, status, ...wait }
  }
  if (status === 503 || status === 529 || isFullServer(error)) {
    return { scope: 'attempt', state: 'full', reason: 'overloaded', message, status, ...wait }
  }
  if (status === 408 || status === 409 || status === 425 || status >= 500) {
    const state = gateway.has(status) ? 'gateway' : 'broken'
    return { scope: 'attempt', state, reason: 'server error', message, status, ...wait }
  }
  if (status === 413) return { scope: 'item', reason: 'prompt too long', message, status }
  const parameter = parameterOf(error)
  if (parameter !== undefined) return { scope: 'parameter', parameter, message, status }
  return { scope: 'item', reason: 'bad request', message, status }
}

/** Statuses of what stands between, and of a server that gave up waiting. */
const gateway = new Set([408, 499, 502, 504, 520, 521, 522, 523, 524])

function redirect({ url, status, headers }: FailedResponse): Failure {
  const location = headers['location']
  const to = URL.parse(String(location ?? ''), url)
  const where = to ? `${to.origin}${to.pathname}` : 'nowhere'
  return run(
    `${url} sends requests on to ${where} (${status}), and no redirect is followed: give the address itself`,
    'client/redirect',
    status,
  )
}

/** The server's word, and not the command line's: another server, or the same one later, may take the same command. */
function run(message: string, code: `client/${string}`, status: number): Failure {
  return { scope: 'run', error: new ClientError(message, { code, kind: 'environment', status }) }
}
