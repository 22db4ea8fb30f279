import type { ModelService, ServeOptions } from '../../service.ts'
import type { SlurmContext } from '../slurm-context.ts'
import { awaitReplica, type WatchedReplica } from './await-replica.ts'
import type { FolderService } from './folder-service.ts'
import { prepareService } from './prepare-service.ts'
import { removeStale } from './remove-stale.ts'
import { submitReplicas, type Replica } from './submit-replicas.ts'
import { watchService } from './watch-service.ts'

/**
 * Serves a model folder by jobs of Slurm's, several servers by an array. They wait for their turn in the queue as long as
 * that takes; each writes its address into its folder, is watched, and ends by itself.
 *
 * @throws RuntimeError `runtimes/slurm-refused`, `runtimes/service-ended`, `runtimes/service-silent` and as {@link prepareService}
 */
export async function serveBySlurm(
  given: ServeOptions,
  count: number,
  context: SlurmContext,
): Promise<readonly ModelService[]> {
  const service = await prepareService(given, context)
  given.signal?.throwIfAborted()
  await removeStale(context.call)
  const { replicas } = await submitReplicas(service, { ...given, count }, context)
  return answered(watchReplicas(replicas, service, context), service, given, context)
}

/** Watches servers from here on; they end with this process. */
export function watchReplicas(
  replicas: readonly Replica[],
  { need, port, identity, nodes = 1, container }: FolderService,
  context: SlurmContext,
): readonly WatchedReplica[] {
  return replicas.map((replica) => {
    const { id, logFile } = replica
    const watched: WatchedReplica = {
      ...replica,
      ...watchService(id, {
        ...context,
        ...{ name: identity.model, logFile, need, port },
        isBySrun: nodes > 1 || container?.kind === 'pyxis',
        address: () => watched.address,
      }),
      address: undefined,
    }
    return watched
  })
}

/** Waits until all of them answer; where one does not, none is left. */
export async function answered(
  replicas: readonly WatchedReplica[],
  service: FolderService,
  given: ServeOptions,
  context: SlurmContext,
): Promise<readonly ModelService[]> {
  const failure = new AbortController()
  const signal = AbortSignal.any([failure.signal, ...(given.signal ? [given.signal] : [])])
  const starts = replicas.map((replica) =>
    awaitReplica(replica, service, { ...given, signal }, context).catch((error: unknown) => {
      failure.abort(error)
      throw error
    }),
  )
  const ends = await Promise.allSettled(starts)
  const services = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
  if (services.length === replicas.length) return services
  await Promise.all(replicas.map(({ stop }) => stop()))
  given.signal?.throwIfAborted()
  throw failure.signal.reason
}
