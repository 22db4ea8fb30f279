import { openClient, templateFacts, type Identity, type Notice } from '@retable/client'
import type { ServiceIdentity } from '@retable/runtimes'
import { imagesOf, type PlaceFacts } from '../../engines/served/place/open-place.ts'
import type { HubName } from '../here/hub-name.ts'
import { manifestOf } from './endpoint-manifest.ts'
import type { EndpointOptions, OpenEndpoint } from './open-endpoint.ts'

/** What is known of a model that is served here. */
export interface StartedHere {
  readonly identity: ServiceIdentity
  readonly template: string | undefined
  readonly hub: HubName | undefined
  readonly facts: PlaceFacts | null
}

/** Connects to an endpoint and asks what it tells of itself. @throws ClientError if it cannot be reached */
export async function connected(
  options: EndpointOptions,
  baseUrls: readonly string[],
  service: StartedHere | null,
): Promise<OpenEndpoint> {
  const { model, apiKey, headers, route = 'chat', concurrency = 'adaptive', extraBody = {}, signal } = options
  const facts = service?.facts ?? null
  const client = openClient({
    ...{ baseUrls, model, route, concurrency, extraBody },
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(headers === undefined ? {} : { headers }),
    ...(options.stream === undefined ? {} : { stream: options.stream }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: options.requestTimeoutMs }),
    onNotice: ({ text }: Notice) => options.onNotice(text),
  })
  try {
    const told = await client.identify(signal)
    const identity = { ...told, ...(service?.template ? templateFacts(service.template) : {}) }
    const version = versionOf(identity, service, options.modelVersion)
    return {
      client,
      manifest: {
        ...manifestOf({ model, identity, version, route, concurrency, extraBody, client }),
        ...(service?.hub === undefined ? {} : { hub: service.hub }),
        ...(facts === null ? {} : { images: await imagesOf(facts) }),
      },
      runtime: facts?.runtime,
      lost: new AbortController().signal,
      opensThought: route === 'chat' && identity.mentionsThought === false ? false : undefined,
      isVersionKnown:
        service !== null || options.modelVersion !== undefined || identity.weights !== undefined,
      [Symbol.asyncDispose]: () => client.close(),
    }
  } catch (error) {
    await client.close()
    throw error
  }
}

/** What tells the weights apart: what the user says, what a service of ours was given, or what the server discloses. */
function versionOf(
  { weights, clues }: Identity,
  service: StartedHere | null,
  given: string | undefined,
): Readonly<Record<string, unknown>> {
  return {
    ...(given === undefined ? {} : { given }),
    ...(service === null
      ? { ...clues, ...(weights === undefined ? {} : { weights }) }
      : { ...service.identity, ...imageOf(service) }),
  }
}

/** What its server's kernels come from; a server on the processor is told by its packages. */
function imageOf({ identity, facts }: StartedHere): { readonly image?: string } {
  return identity.server.startsWith('vllm') && facts?.images.vllm !== undefined
    ? { image: facts.images.vllm }
    : {}
}
