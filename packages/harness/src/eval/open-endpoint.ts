import {
  openClient,
  templateFacts,
  type Client,
  type ClientOptions,
  type Identity,
  type Notice,
} from '@retable/client'
import type { EndpointManifest } from '@retable/core'
import type { PythonProgram, ServiceIdentity } from '@retable/runtimes'
import { findPackagedModel } from '@retable/runtimes/models'
import { imagesOf, type PlaceFacts } from '../engines/served/place/open-place.ts'
import { hubNameOf, isHubName, type HubName } from './here/hub-name.ts'
import { modelHere } from './here/model-here.ts'
import { notHere } from './here/not-here.ts'
import { requirePlace } from './here/require-place.ts'
import { requireServerNodes, serveHere } from './here/serve-here.ts'

/** Who is to be asked, and how. */
export interface EndpointOptions {
  /** As the endpoint names it; without one, a packaged model's id, the path of a model folder, or `hf:OWNER/NAME@COMMIT`. */
  readonly model: string
  /** None: the model is served here. */
  readonly baseUrls: readonly string[]
  readonly apiKey?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly route?: 'chat' | 'completions' | undefined
  readonly concurrency?: number | 'adaptive' | undefined
  readonly stream?: boolean | undefined
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined
  readonly limits?: ClientOptions['limits'] | undefined
  readonly requestTimeoutMs?: number | undefined
  /** Tells weights of one name apart, where the server does not. */
  readonly modelVersion?: string | undefined
  /** Where what a model that is served here needs is kept. */
  readonly directory: string
  /** Where a model is served that is served here, on how many GPUs and machines, and the file with the settings of that: see `serveHere`. */
  readonly runtime?: string | undefined
  readonly runtimeSettings?: string | undefined
  readonly gpus?: number | undefined
  readonly serverNodes?: number | undefined
  /** What serves a model folder; the trainer's program, or vLLM on GPUs, if left out. */
  readonly folderProgram?: PythonProgram | undefined
  /** Nothing is to be sent: a model that something would be fetched for is not served, and has no answers kept. */
  readonly isDry?: boolean | undefined
  readonly signal: AbortSignal
  readonly onNotice: (sentence: string) => void
  readonly onProgress: (what: string) => void
}

/** An endpoint that can be asked. */
export interface OpenEndpoint extends AsyncDisposable {
  readonly client: Client
  /** Without a probe: `probedManifest` adds it. */
  readonly manifest: EndpointManifest
  /** Where a model is served that is served here, for run.json; undefined where that is a process of this machine. */
  readonly runtime: PlaceFacts['runtime'] | undefined
  /** Whether anything tells its weights from others of the same name. */
  readonly isVersionKnown: boolean
  /** False where the template that chats are put in says nothing of thinking; undefined where that is not known. */
  readonly opensThought: false | undefined
  /** Aborts, with the reason, when a model that is served here has ended by itself. */
  readonly lost: AbortSignal
}

/**
 * Connects to an endpoint and asks what it tells of itself; where no address is given, starts a packaged model or
 * one of a folder.
 *
 * @throws ClientError if it cannot be reached, RuntimeError if it cannot be started, HarnessError `harness/no-endpoint`,
 * `harness/hub-name`, `harness/no-chat-template`, `harness/gpus`, `harness/server-nodes`
 */
export async function openEndpoint(options: EndpointOptions): Promise<OpenEndpoint> {
  if (options.baseUrls.length > 0) return connected(options, options.baseUrls, null)
  const { route = 'chat', concurrency } = options
  requireServerNodes(options)
  if (isHubName(options.model)) hubNameOf(options.model)
  // A packaged model is served by this machine's processor alone, whose packages say themselves what they lack.
  if (options.folderProgram === undefined && findPackagedModel(options.model) === undefined)
    await requirePlace(options)
  const lacking = options.isDry ? await notHere({ ...options, program: options.folderProgram }) : undefined
  if (lacking !== undefined) {
    options.onNotice(
      `${options.model} is not here yet: ${lacking} would be fetched first, and all is counted as new`,
    )
    return unserved(options)
  }
  const { model, template, hub } = await modelHere(options.model, route, options)
  const { service, slots, facts } = await serveHere({
    ...options,
    model,
    program: options.folderProgram,
    slots: typeof concurrency === 'number' ? concurrency : undefined,
  })
  try {
    const endpoint = await connected(
      { ...options, model: service.modelName, concurrency: slots, apiKey: service.key ?? options.apiKey },
      [service.baseUrl],
      { identity: service.identity, template, hub, facts },
    )
    const close = async () => {
      await endpoint[Symbol.asyncDispose]()
      await service.stop()
    }
    const lost = new AbortController()
    void service.ended.then((reason) => reason !== null && lost.abort(reason))
    return { ...endpoint, lost: lost.signal, [Symbol.asyncDispose]: close }
  } catch (error) {
    await service.stop()
    throw error
  }
}

/** Where no one listens: what would ask is never called. */
const nowhere = 'http://127.0.0.1:9/v1'

/** What stands for a model that is not here, where nothing is sent; no answer is kept of its version. */
function unserved({ model, route = 'chat', extraBody = {} }: EndpointOptions): OpenEndpoint {
  const client = openClient({ baseUrls: [nowhere], model, route, extraBody })
  const identity = { model, kind: 'unknown', models: [], clues: {} } as const
  const version = { notHere: true }
  return {
    client,
    manifest: manifestOf({ model, identity, version, route, concurrency: 1, extraBody, client }),
    runtime: undefined,
    lost: new AbortController().signal,
    opensThought: undefined,
    isVersionKnown: false,
    [Symbol.asyncDispose]: () => client.close(),
  }
}

/** What is known of a model that is served here. */
interface StartedHere {
  readonly identity: ServiceIdentity
  readonly template: string | undefined
  readonly hub: HubName | undefined
  readonly facts: PlaceFacts | null
}

async function connected(
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

function manifestOf(of: {
  readonly model: string
  readonly identity: Identity
  readonly version: Readonly<Record<string, unknown>>
  readonly route: 'chat' | 'completions'
  readonly concurrency: number | 'adaptive'
  readonly extraBody: Readonly<Record<string, unknown>>
  readonly client: Client
}): EndpointManifest {
  const { identity, client, ...rest } = of
  const { kind, version: serverVersion, templateHash } = identity
  return {
    ...rest,
    server: { kind, ...(serverVersion === undefined ? {} : { version: serverVersion }) },
    ...(templateHash === undefined ? {} : { templateHash }),
    leftToServer: client.leftToServer(),
    probe: null,
  }
}
