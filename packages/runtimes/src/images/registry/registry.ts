import { RuntimeError } from '../../errors.ts'
import { isLoopback, registryAddress, type ImageReference } from '../reference.ts'
import {
  answerFault,
  boundedRequest,
  unreachable,
  type BoundedAnswer,
  type RequestLimits,
} from './bounded-request.ts'
import { challengeIn, type Challenge } from './challenge.ts'
import { dockerCredentials, type BasicCredentials } from './credentials.ts'
import { manifestTypes } from './manifest.ts'

/** How registries are asked. */
export interface RegistryOptions extends Partial<RequestLimits> {
  /** The account at a registry; Docker's own, if left out. */
  readonly credentials?: ((registry: string) => Promise<BasicCredentials | undefined>) | undefined
  /** Where a registry answers; as Docker finds it, if left out. */
  readonly address?: ((registry: string) => string) | undefined
}

/** A repository of a registry, over the HTTP API of the OCI distribution specification 1.1. */
export interface Repository {
  /** The registry's host, for sentences. */
  readonly host: string
  /** A manifest by a tag or digest; its head alone with `isHead`. */
  readonly manifest: (reference: string, isHead?: boolean) => Promise<BoundedAnswer>
  /** A small blob, such as an image's configuration. */
  readonly blob: (digest: string) => Promise<BoundedAnswer>
}

/** What registries take for a manifest at most, as Docker's own does. */
const mostBytes = 4 * 2 ** 20
const timeoutMs = 15_000

/**
 * Opens a repository; nothing is asked before it has to be. A token is fetched where the registry wants one, and kept as
 * long as this object.
 */
export function openRepository(
  { name, registry, repository }: ImageReference,
  options: RegistryOptions = {},
): Repository {
  const address = (options.address ?? registryAddress)(registry)
  const { host } = new URL(address)
  const limits = {
    ...{ timeoutMs: options.timeoutMs ?? timeoutMs, mostBytes: options.mostBytes ?? mostBytes },
    signal: options.signal,
  }
  let authorization: string | undefined

  return {
    host,
    manifest: (reference, isHead = false) =>
      ask(
        `manifests/${reference}`,
        `${name}${reference.startsWith('sha256:') ? '@' : ':'}${reference}`,
        isHead ? 'HEAD' : 'GET',
      ),
    blob: (digest) => ask(`blobs/${digest}`, `${name}@${digest}`, 'GET'),
  }

  /** @param image - what is asked for, for sentences */
  async function ask(path: string, image: string, method: 'GET' | 'HEAD'): Promise<BoundedAnswer> {
    const url = `${address}/v2/${repository}/${path}`
    const request = (accept = manifestTypes) =>
      boundedRequest(url, { ...limits, method, accept, authorization })
    let answer = await request()
    if (answer.status === 401) {
      authorization = await authorized(answer)
      answer = await request()
    }
    const { status, headers } = answer
    if (status === 200) return answer
    if (status === 401 || status === 403) {
      const code = 'runtimes/registry-refused'
      const advice = 'there is no such image for everybody; if it is there, docker login opens it'
      throw new RuntimeError(code, `the registry ${host} refuses ${image} (HTTP ${status}): ${advice}`)
    }
    if (status === 404) throw new RuntimeError('runtimes/no-image', `the registry ${host} has no ${image}`)
    throw unavailable(status, headers)
  }

  function unavailable(status: number, headers: Headers): RuntimeError {
    if (status !== 429)
      return status >= 500
        ? unreachable(host, `it answers HTTP ${status}`)
        : answerFault(host, `answers HTTP ${status}`)
    const after = /^\d{1,6}$/.exec(headers.get('retry-after') ?? '')?.[0]
    const when = after === undefined ? 'later' : `in ${after} s`
    return unreachable(
      host,
      `it has been asked too often (HTTP 429); run the command again ${when}, or docker login first`,
    )
  }

  async function authorized({ headers }: BoundedAnswer): Promise<string> {
    const challenge = challengeIn(headers.get('www-authenticate') ?? '')
    if (challenge === undefined) throw answerFault(host, 'wants an account (HTTP 401), and does not say how')
    const account = await (options.credentials ?? dockerCredentials)(registry)
    if (challenge.scheme === 'bearer') return `Bearer ${await token(challenge, account)}`
    if (account !== undefined) return account
    throw new RuntimeError(
      'runtimes/registry-refused',
      `the registry ${host} wants an account: docker login ${registry} makes it known`,
    )
  }

  async function token(
    challenge: Challenge & { scheme: 'bearer' },
    account: BasicCredentials | undefined,
  ): Promise<string> {
    const { realm, service } = challenge
    const place = URL.canParse(realm) ? new URL(realm) : undefined
    // An account's password is sent there.
    if (
      place === undefined ||
      !(
        place.protocol === 'https:' ||
        (place.protocol === 'http:' && isLoopback(realm) && isLoopback(address))
      )
    ) {
      throw answerFault(host, 'names no HTTPS address where tokens are given')
    }
    if (service !== null) place.searchParams.set('service', service)
    // Never more than to read this repository, whatever the challenge asks for.
    place.searchParams.set('scope', `repository:${repository}:pull`)
    const answer = await boundedRequest(place.href, { ...limits, authorization: account })
    if (answer.status === 401 || answer.status === 403) {
      const whom =
        account === undefined ? 'anybody without an account' : 'the account that docker login has left'
      throw new RuntimeError(
        'runtimes/registry-refused',
        `${place.host} gives no token for ${repository} to ${whom} (HTTP ${answer.status})`,
      )
    }
    if (answer.status !== 200)
      throw answer.status === 429
        ? unavailable(429, answer.headers)
        : unreachable(place.host, `it answers HTTP ${answer.status}`)
    const found = tokenIn(answer.body)
    if (found === undefined) throw answerFault(place.host, 'gives something that is no token')
    return found
  }
}

function tokenIn(body: Uint8Array): string | undefined {
  try {
    const { token, access_token: other } = JSON.parse(Buffer.from(body).toString()) as Readonly<
      Record<string, unknown>
    >
    const found = token ?? other
    // What stands in a header cannot have line ends.
    return typeof found === 'string' && /^[\x21-\x7e]+$/.test(found) ? found : undefined
  } catch {
    return undefined
  }
}
