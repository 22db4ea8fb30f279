import { duration } from './retry-after.ts'

/** What a body says of an error, in whichever of the shapes that servers use. */
export interface ErrorBody {
  /** One line, at most 300 characters; empty where the body says nothing. */
  readonly message: string
  /** Names of the error: `code`, `type`, `status` and those of inner errors, in lower case. */
  readonly names: readonly string[]
  /** A status that stands in the body. */
  readonly status?: number
  readonly parameter?: string
  readonly waitMs?: number
}

/** Reads an error from a body's parsed JSON; undefined where it holds none. */
export function errorInJson(json: unknown): ErrorBody | undefined {
  if (!isObject(json)) return undefined
  const { error, detail } = json
  if (typeof error === 'string' && error !== '') {
    return { message: oneLine(error), names: words(json['error_type'], json['code']) }
  }
  if (isObject(error)) return errorObject(error)
  if (json['object'] === 'error' || json['type'] === 'error') return errorObject(json)
  if (typeof detail === 'string') return { message: oneLine(detail), names: [] }
  if (Array.isArray(detail)) return validationError(detail)
  if (isObject(detail)) return errorObject(detail)
  if (typeof json['message'] === 'string' && !('choices' in json)) return errorObject(json)
  return undefined
}

/** Reads an error from a text that may be JSON, a page or plain; of a page the title alone. */
export function errorInText(text: string): ErrorBody {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    const message = isPage(text) ? pageTitle(text) : oneLine(text)
    return { message, names: [] }
  }
  return errorInJson(Array.isArray(json) ? json[0] : json) ?? { message: oneLine(text), names: [] }
}

/** Whether a text is an HTML page. */
export function isPage(text: string): boolean {
  return /^\s*(?:<!doctype html|<html|<head|<body|<center|<h1)/i.test(text)
}

/** The title of an HTML page, or that it has none. */
export function pageTitle(text: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1] ?? /<h1[^>]*>([^<]*)<\/h1>/i.exec(text)?.[1]
  return title?.trim() ? `a web page, "${oneLine(title)}"` : 'a web page without a title'
}

/** A text of foreign origin, fit for a sentence: one line without control characters, at most 300 characters. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, 2000)
    .replaceAll(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim()
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}

function errorObject(error: Readonly<Record<string, unknown>>): ErrorBody {
  const inner = [error['innererror'], error['inner_error'], error['error'], error['metadata']].filter(
    isObject,
  )
  const details = Array.isArray(error['details']) ? error['details'].filter(isObject) : []
  const status = [error['code'], error['status'], error['http_code'], error['status_code']]
    .map((code) => (typeof code === 'string' || typeof code === 'number' ? Number(code) : NaN))
    .find((code) => Number.isInteger(code) && code >= 300 && code <= 599)
  const raw = inner.map(({ raw }) => raw).find((text) => typeof text === 'string')
  const message = [error['message'], error['msg'], ...inner.map((one) => one['message'])].find(
    (text): text is string => typeof text === 'string' && text !== '',
  )
  const delay = details.map((one) => one['retryDelay']).find((text) => typeof text === 'string')
  const waitMs = delay === undefined ? undefined : duration(delay)
  const parameter = error['param']
  return {
    // A router's own message says little; what the provider said stands beside it.
    message: oneLine([message ?? '', raw ?? ''].filter(Boolean).join(': ') || JSON.stringify(error)),
    names: words(
      error['code'],
      error['type'],
      error['status'],
      ...inner.flatMap((one) => [one['code'], one['type'], ...reasons(one['reasons'])]),
    ),
    ...(status !== undefined && { status }),
    ...(typeof parameter === 'string' && parameter !== '' && { parameter }),
    ...(waitMs !== undefined && { waitMs }),
  }
}

/** What pydantic makes of a body with a wrong field. */
function validationError(detail: readonly unknown[]): ErrorBody {
  const { loc, msg, type } = detail.find(isObject) ?? {}
  const place: unknown = Array.isArray(loc) ? loc.at(-1) : undefined
  const message = typeof msg === 'string' ? msg : JSON.stringify(detail)
  const isNamed = typeof place === 'string'
  return {
    message: oneLine(isNamed ? `${place}: ${message}` : message),
    names: words(type),
    ...(isNamed && type === 'extra_forbidden' && { parameter: place }),
  }
}

/** A moderated prompt is told by its reasons alone. */
function reasons(value: unknown): string[] {
  return Array.isArray(value) ? ['moderation'] : []
}

function words(...values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === 'string').map((value) => value.toLowerCase())
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
