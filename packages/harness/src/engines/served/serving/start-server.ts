import path from 'node:path'
import type { Model } from '@retable/core'
import { RetableError } from '@retable/core'
import type { FolderModel, ModelService, ServeOptions, WaitingServers } from '@retable/runtimes'
import { HarnessError } from '../../../errors.ts'
import type { ModelServer } from './model-servers.ts'
import type { ServedContext } from '../context.ts'
import type { GpuUser } from '../gpu/machine-gpus.ts'
import { withGpus } from '../gpu/with-gpus.ts'

/**
 * Starts the servers of a model, and holds what each says that it serves against the model's hash.
 *
 * @throws HarnessError `harness/model` where the folder is damaged, or another model's
 */
export async function startServer(
  context: ServedContext & {
    /** Of this machine's GPUs; undefined where none of them are used. */
    readonly user?: GpuUser | undefined
    /** @throws HarnessError `harness/gpus` where they have no room */
    readonly serversOnOne: () => number
    /** Servers that wait for a training's end, by the folder of the model that it leaves. */
    readonly waiting: Map<string, WaitingServers>
  },
  model: Model,
  signal: AbortSignal,
): Promise<ModelServer> {
  const { replicas = 1, gpus = 1 } = context.settings
  const programs = { user: context.user, count: replicas, gpus }
  return withGpus(programs, (gpuIds) => startReplicas(context, { model, gpuIds }, signal), signal)
}

async function startReplicas(
  context: Parameters<typeof startServer>[0],
  { model, gpuIds }: { readonly model: Model; readonly gpuIds: readonly (readonly string[] | undefined)[] },
  signal: AbortSignal,
): Promise<ModelServer> {
  const options = serviceOf({ ...context, serversOnOne: context.serversOnOne() }, model)
  const services = await served(
    { ...options, signal, onProgress: context.onProgress },
    context,
    gpuIds,
  ).catch((error: unknown) => {
    throw asDamage(model, error)
  })
  const stopAll = async () => void (await Promise.all(services.map((service) => service.stop())))
  const other = services.find(({ identity }) => identity.weightsSha256 !== model.hash)
  if (other !== undefined) {
    await stopAll()
    const told = other.identity.weightsSha256
    throw damaged(model, `its server read weights with the hash ${told}, and not ${model.hash}`)
  }
  const lost = new AbortController()
  for (const { ended } of services) {
    void ended.then((reason) => {
      if (reason === null) return
      const message = `the server of ${model.id} ended before its work was done (${reason.message}); run the command again, and it goes on`
      lost.abort(new HarnessError('harness/model-server', message, { kind: 'environment', cause: reason }))
    })
  }
  let next = 0
  return {
    kind: context.serving.server,
    address: () => services[next++ % services.length]!.address,
    addresses: services.map(({ address }) => address),
    modelName: services[0]!.modelName,
    key: services[0]!.key,
    lost: lost.signal,
    stop: stopAll,
  }
}

/** Those that wait for this model, or new ones: together where the runtime has a way, or each by itself. All, or none. */
async function served(
  options: ServeOptions & { readonly model: FolderModel; readonly signal: AbortSignal },
  { settings: { replicas = 1 }, runtime, waiting }: Parameters<typeof startServer>[0],
  gpuIds: readonly (readonly string[] | undefined)[],
): Promise<readonly ModelService[]> {
  const ready = waiting.get(options.model.folder)
  // Where one of them is lost, others are none of those that waited.
  waiting.delete(options.model.folder)
  if (ready !== undefined) return ready.take(options)
  if (runtime.serveReplicas !== undefined) return runtime.serveReplicas(options, replicas)
  // Where one cannot be started the others are not wanted.
  const failure = new AbortController()
  const signal = AbortSignal.any([options.signal, failure.signal])
  const starts = Array.from({ length: replicas }, (_, i) =>
    runtime.serve({ ...options, gpuIds: gpuIds[i], signal }).catch((error: unknown) => {
      failure.abort(error)
      throw error
    }),
  )
  const ends = await Promise.allSettled(starts)
  const services = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
  if (services.length === replicas) return services
  await Promise.all(services.map((service) => service.stop()))
  options.signal.throwIfAborted()
  throw failure.signal.reason
}

/** What a model's server is started with, whichever runtime starts it. */
export function serviceOf(
  {
    settings,
    program,
    serving,
    serversOnOne,
  }: Pick<ServedContext, 'settings' | 'program' | 'serving'> & { readonly serversOnOne: number },
  model: Model,
): ServeOptions & { readonly model: FolderModel } {
  const { batch, threads, gpus = 1, serverNodes: nodes } = settings
  const common = { model: { folder: locationOf(model), id: nameOf(model) }, slots: batch, threads }
  if (serving.server === 'retable_trainer') return { ...common, program }
  const { dtype, batchInvariant, vllmPython: python } = serving
  const memoryShare = Math.floor((100 * mostOfGpu) / serversOnOne) / 100
  return { ...common, server: 'vllm', gpus, nodes, vllm: { dtype, batchInvariant, memoryShare, python } }
}

/** Of a GPU's memory, for all servers together. */
export const mostOfGpu = 0.9

/** Where a model's folder lies; this engine knows no other models. */
export function locationOf({ id, location }: Model): string {
  if (location !== undefined) return path.resolve(location)
  throw new HarnessError(
    'harness/model',
    `${id} lies in no folder, so that it can be neither served nor trained`,
  )
}

/** Tells versions of a model apart, for the server's log. */
function nameOf({ hash }: Model): string {
  return `model-${hash.slice(0, 12)}`
}

function asDamage(model: Model, error: unknown): unknown {
  if (!(error instanceof RetableError) || error.code !== 'runtimes/weights') return error
  return damaged(model, error.message, error)
}

function damaged({ id, location }: Model, why: string, cause?: unknown): HarnessError {
  const message = `${id} in ${location} is damaged, or is not the model that it is taken for: ${why}`
  return new HarnessError('harness/model', message, { kind: 'environment', cause })
}
