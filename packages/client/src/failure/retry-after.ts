/** Header fields of a response, by lower-case name. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>

/**
 * How long a server asks to wait, in milliseconds, rounded up; undefined where it does not ask or cannot be understood.
 * A date counts from the response's own `Date`, so that a clock that is wrong on one side does no harm.
 */
export function retryAfter(headers: Headers, nowMs: number): number | undefined {
  const milliseconds = number(header(headers, 'retry-after-ms') ?? header(headers, 'x-ms-retry-after-ms'))
  if (milliseconds !== undefined) return Math.ceil(milliseconds)
  const asked = header(headers, 'retry-after')
  if (asked !== undefined) return delay(asked, headers, nowMs)
  return undefined
}

/** How long until a limit that is used up is renewed, by the rate-limit headers; undefined where none is used up. */
export function limitReset(headers: Headers, nowMs: number): number | undefined {
  let longest: number | undefined
  for (const [name, value] of Object.entries(headers)) {
    const match = remainingName.exec(name)
    if (!match || number(first(value)) !== 0) continue
    const reset = header(headers, name.replace('remaining', 'reset'))
    const waitMs = reset === undefined ? undefined : delay(reset, headers, nowMs)
    if (waitMs !== undefined) longest = Math.max(longest ?? 0, waitMs)
  }
  return longest
}

const remainingName = /^(?:x-|anthropic-)?ratelimit-(?:.*-)?remaining(?:-.*)?$/

/** A span such as `6m0s`, `17ms` or `1.5s`, in milliseconds, rounded up. */
export function duration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|d|h|m|s))+$/.test(text)) return undefined
  let total = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|d|h|m|s)/g)) {
    total += Number(amount) * unitMs[unit as keyof typeof unitMs]
  }
  return Math.ceil(total)
}

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Numbers above these can only be points in time: a span of ten years, in seconds and in milliseconds. */
const leastEpochSeconds = 315_576_000
const leastEpochMs = 315_576_000_000

function delay(text: string, headers: Headers, nowMs: number): number | undefined {
  const value = number(text)
  if (value !== undefined) {
    if (value >= leastEpochMs) return Math.max(0, Math.ceil(value - nowMs))
    if (value >= leastEpochSeconds) return Math.max(0, Math.ceil(value * 1000 - nowMs))
    return Math.ceil(value * 1000)
  }
  const span = duration(text.trim())
  if (span !== undefined) return span
  const at = date(text)
  if (at === undefined) return undefined
  const sent = date(header(headers, 'date') ?? '')
  return Math.max(0, at - (sent ?? nowMs))
}

/** A point in time, of HTTP or RFC 3339; Date.parse alone would read `1.5` as a year. */
function date(text: string): number | undefined {
  if (!/^\s*(?:[A-Z][a-z]+,? |\d{4}-\d\d-\d\d[T ])/.test(text)) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : at
}

/** A number that is not negative. */
function number(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*\d+(?:\.\d+)?\s*$/.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

function header(headers: Headers, name: string): string | undefined {
  return first(headers[name])
}

function first(value: string | string[] | undefined): string | undefined {
  return typeof value === 'object' ? value[0] : value
}
