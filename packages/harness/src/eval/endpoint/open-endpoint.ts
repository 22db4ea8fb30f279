import { openClient, type Client, type ClientOptions } from '@retable/client'
import type { EndpointManifest } from '@retable/core'
import type { PythonProgram } from '@retable/runtimes'
import { findPackagedModel } from '@retable/runtimes/models'
import type { PlaceFacts } from '../../engines/served/place/open-place.ts'
import { hubNameOf, isHubName } from '../here/hub-name.ts'
import { modelHere } from '../here/model-here.ts'
import { notHere } from '../here/not-here.ts'
import { requirePlace } from '../here/require-place.ts'
import { requireServerNodes, serveHere } from '../here/serve-here.ts'
import { connected } from './connected.ts'
import { manifestOf } from './endpoint-manifest.ts'

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
