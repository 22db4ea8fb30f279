import { RuntimeError } from '../../errors.ts'
import { isLoopback } from '../reference.ts'

/** How a registry is asked. */
export interface RequestLimits {
  /** For a whole answer, in milliseconds. */
  readonly timeoutMs: number
  /** Of a body, in bytes. */
  readonly mostBytes: number
  readonly signal?: AbortSignal | undefined
}

/** A request to a registry. */
export interface BoundedRequest extends RequestLimits {
  readonly method?: 'GET' | 'HEAD' | undefined
  readonly accept?: string | undefined
  /** Goes to the host of the URL alone, and into no message. */
  readonly authorization?: string | undefined
}

/** An answer that was read whole. */
export interface BoundedAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

const mostRedirects = 5

/**
 * Asks a URL, follows redirects, and reads no more of a body than there may be. Credentials go to no other host than the
 * first, and no answer of HTTPS leads to HTTP.
 *
 * @throws RuntimeError `runtimes/registry` where nothing answers in time, `runtimes/registry-answer` for what no registry answers
 */
export async function boundedRequest(url: string, request: BoundedRequest): Promise<BoundedAnswer> {
  const { method = 'GET', accept, authorization, timeoutMs, mostBytes, signal } = request
  const limit = AbortSignal.timeout(timeoutMs)
  const either = signal === undefined ? limit : AbortSignal.any([signal, limit])
  const { host: first, origin } = new URL(url)
  let place = new URL(url)
  try {
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const headers = {
        ...(accept === undefined ? {} : { accept }),
        ...(authorization === undefined || place.origin !== origin ? {} : { authorization }),
      }
      const response = await fetch(place, { method, headers, redirect: 'manual', signal: either })
      const location = response.headers.get('location')
      if (![301, 302, 303, 307, 308].includes(response.status) || location === null) {
        return {
          status: response.status,
          headers: response.headers,
          body: await read(response, first, mostBytes),
        }
      }
      await response.body?.cancel()
      place = redirected(place, location)
    }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof RuntimeError) throw error
    throw unreachable(first, limit.aborted ? `nothing came in ${timeoutMs / 1000} s` : reasonOf(error), error)
  }
  throw answerFault(first, `redirects more than ${mostRedirects} times`)
}

function redirected(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href)) throw answerFault(from.host, 'redirects to no address')
  const to = new URL(location, from)
  const isWeaker =
    to.protocol !== 'https:' && !(from.protocol === 'http:' && to.protocol === 'http:' && isLoopback(to.href))
  if (isWeaker) throw answerFault(from.host, `redirects to ${to.protocol}//${to.host}, which is no HTTPS`)
  return to
}

async function read(response: Response, host: string, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    // Leaving the loop gives the rest up.
    if (bytes > mostBytes) throw answerFault(host, `answers with more than ${mostBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A registry that cannot be had now. */
export function unreachable(host: string, why: string, cause?: unknown): RuntimeError {
  return new RuntimeError('runtimes/registry', `the registry ${host} cannot be reached: ${why}`, cause)
}

/** A registry that answers what it should not. */
export function answerFault(host: string, what: string): RuntimeError {
  return new RuntimeError('runtimes/registry-answer', `the registry ${host} ${what}`)
}

function reasonOf(error: unknown): string {
  const { cause } = error as { readonly cause?: NodeJS.ErrnoException }
  return cause?.code ?? cause?.message ?? (error as Error).message
}
