import path from 'node:path'
import { openClient, type Client, type ClientOptions, type Identity, type Notice } from '@retable/client'
import type { EndpointManifest } from '@retable/core'
import type { PythonProgram, ServiceIdentity, ServiceOptions } from '@retable/runtimes'
import { namesFolder } from '@retable/runtimes/folders'
import { findPackagedModel, packagedModels } from '@retable/runtimes/models'
import { HarnessError } from '../errors.ts'

/** Who is to be asked, and how. */
export interface EndpointOptions {
  /** As the endpoint names it; without one, a packaged model's id or the path of a model folder. */
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
  /** What serves a model folder; the trainer's program if left out. */
  readonly folderProgram?: PythonProgram | undefined
  readonly signal: AbortSignal
  readonly onNotice: (sentence: string) => void
  readonly onProgress: (what: string) => void
}

/** Names of the models that can be served here. */
const packagedModelIds: readonly string[] = packagedModels.map(({ id }) => id)

/** Whether a model's name says what can be served here: a packaged model, or a folder of weights. */
export async function isServedHere(model: string): Promise<boolean> {
  return packagedModelIds.includes(model) || namesFolder(model)
}

/** An endpoint that can be asked. */
export interface OpenEndpoint extends AsyncDisposable {
  readonly client: Client
  /** Without a probe: `probedManifest` adds it. */
  readonly manifest: EndpointManifest
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
 * @throws ClientError if it cannot be reached, RuntimeError if it cannot be started, HarnessError `harness/no-endpoint`
 */
export async function openEndpoint(options: EndpointOptions): Promise<OpenEndpoint> {
  if (options.baseUrls.length > 0) return connected(options, options.baseUrls, null)
  const model = await modelHere(options.model)
  const { startService } = await import('@retable/runtimes')
  const { directory, signal } = options
  const slots = typeof options.concurrency === 'number' ? options.concurrency : 1
  const onProgress = ({ message }: { readonly message: string }) => options.onProgress(message)
  const program = options.folderProgram
  const service = await startService({ model, program, directory, slots, signal, onProgress })
  try {
    const endpoint = await connected(
      { ...options, model: service.modelName, concurrency: slots },
      [service.baseUrl],
      service.identity,
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

async function modelHere(model: string): Promise<ServiceOptions['model']> {
  const packaged = findPackagedModel(model)
  if (packaged !== undefined) return packaged
  // What its record is called must not hold where this machine keeps it.
  if (await namesFolder(model)) return { folder: path.resolve(model), id: path.basename(path.resolve(model)) }
  throw new HarnessError(
    'harness/no-endpoint',
    `where is ${model} served? give --base-url (or OPENAI_BASE_URL), as in http://127.0.0.1:8000/v1; without one there is: --model ${packagedModelIds.join(', ')}, or a model folder, and there is no folder ${model} with a config.json`,
  )
}

async function connected(
  options: EndpointOptions,
  baseUrls: readonly string[],
  service: ServiceIdentity | null,
): Promise<OpenEndpoint> {
  const { model, apiKey, headers, route = 'chat', concurrency = 'adaptive', extraBody = {}, signal } = options
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
    const identity = await client.identify(signal)
    const version = versionOf(identity, service, options.modelVersion)
    return {
      client,
      manifest: manifestOf({ model, identity, version, route, concurrency, extraBody, client }),
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
  service: ServiceIdentity | null,
  given: string | undefined,
): Readonly<Record<string, unknown>> {
  return {
    ...(given === undefined ? {} : { given }),
    ...(service === null ? { ...clues, ...(weights === undefined ? {} : { weights }) } : { ...service }),
  }
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
