import type { ErrorBody } from './error-body.ts'

/** Whether the account has nothing left, so that no wait mends it; a wait that is asked for speaks against it. */
export function isQuota({ names, message }: ErrorBody, waitMs: number | undefined): boolean {
  if (names.some((name) => quotaNames.has(name))) return true
  return waitMs === undefined && quotaMessage.test(message)
}

const quotaNames = new Set([
  'insufficient_quota',
  'insufficient_balance',
  'insufficient_credits',
  'insufficient_funds',
  'billing_hard_limit_reached',
  'billing_not_active',
  'account_deactivated',
  'exceeded_current_quota_error',
  'arrearage',
])
const quotaMessage =
  /insufficient (?:quota|balance|credits?|funds)|credit balance is too low|exceeded your current quota|(?:out of|not enough|no remaining) credits?/i

/** Whether prompt and answer do not fit into the model's context, or into what one request may hold. */
export function isTooLong({ names, message }: ErrorBody): boolean {
  return names.some((name) => tooLongNames.has(name)) || tooLongMessage.test(message)
}

const tooLongNames = new Set([
  'context_length_exceeded',
  'exceed_context_size_error',
  'string_above_max_length',
  'request_too_large',
])
const tooLongMessage =
  /maximum context length|context (?:window|size|length)[^.]*exceed|exceed[^.]*context (?:window|size|length)|longer than the (?:model's )?context|prompt is too long|input is too long|input (?:length|tokens?)[^.]*(?:exceed|must be)|request too large/i

/** Whether a filter refused the prompt or the answer. */
export function isContentFilter({ names, message }: ErrorBody): boolean {
  return names.some((name) => filterNames.has(name)) || filterMessage.test(message)
}

const filterNames = new Set([
  'content_filter',
  'content_policy_violation',
  'responsibleaipolicyviolation',
  'data_inspection_failed',
  'datainspectionfailed',
  'moderation',
  'moderation_blocked',
  'sensitive_content',
])
const filterMessage =
  /content (?:management|filter|policy|moderation)|flagged|safety (?:system|filter)|rejected as a result of our safety/i

/** Whether the server does not know the model. */
export function isNoModel({ names, message }: ErrorBody): boolean {
  return (
    names.includes('model_not_found') ||
    /\bmodel\b[^.]{0,200}(?:not found|does not exist|not exist|is not a valid model|not a valid model id)/i.test(
      message,
    )
  )
}

/** Whether a server is not there yet: it loads its model, or what stands before it has nobody to ask. */
export function isLoading(status: number, { names, message }: ErrorBody): boolean {
  if (status !== 503 && status !== 502 && status !== 500 && status !== 425) return false
  if (names.includes('unavailable_error') || names.includes('model_loading')) return true
  return /\bloading\b|still (?:starting|loading)|warming up|starting up|not (?:yet )?ready/i.test(message)
}

/** Whether a server has too much to do, whatever status it says so with. */
export function isFullServer({ names, message }: ErrorBody): boolean {
  return names.includes('overloaded_error') || /\boverloaded\b|at capacity|too many requests/i.test(message)
}

/** The parameter that a server does not take; undefined where it complains of something else. */
export function parameterOf({ names, message, parameter }: ErrorBody): string | undefined {
  for (const pattern of parameterMessages) {
    const named = pattern.exec(message)?.[1]
    if (named !== undefined) return named
  }
  const isRefused = names.some((name) =>
    /unsupported|unknown_parameter|extra_forbidden|unrecognized/.test(name),
  )
  return isRefused ? parameter : undefined
}

const parameterMessages = [
  /unsupported (?:parameter|value)s?:?\s*['"`]?(\w+)/i,
  /(?:unrecognized|unknown|unexpected|unsupported) (?:request )?(?:argument|parameter|field|keyword argument)s?(?: supplied)?:?\s*['"`]?(\w+)/i,
  /['"`](\w+)['"`] (?:is|are) not (?:supported|permitted|allowed)/i,
  /['"`](\w+)['"`] does not support/i,
]
