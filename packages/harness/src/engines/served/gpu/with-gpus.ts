import type { Limited } from '../limited.ts'
import type { ModelServer } from '../serving/model-servers.ts'
import type { GpuUser, Programs } from './machine-gpus.ts'

/**
 * Starts servers that have their GPUs as long as they stand; at once where none are shared. All of a model take them
 * together: else a training might wait for the first, and the second for the training.
 *
 * @param start - is told the GPUs of each; undefined where that is not known
 */
export async function withGpus(
  { user, ...programs }: Programs & { readonly user: GpuUser | undefined },
  start: (gpuIds: readonly (readonly string[] | undefined)[]) => Promise<ModelServer>,
  signal: AbortSignal,
): Promise<ModelServer> {
  if (user === undefined) return start([])
  const { gpuIds, release } = await user.take('servers', programs, signal)
  try {
    const server = await start(gpuIds)
    return { ...server, stop: () => server.stop().finally(release) }
  } catch (error) {
    release()
    throw error
  }
}

/** Trainings that no server stands beside. */
export interface Trainings {
  /**
   * @param work - is told its GPUs; undefined where that is not known
   * @param gpus - of one training
   */
  readonly run: <T>(
    work: (gpuIds: readonly string[] | undefined) => Promise<T>,
    gpus: number,
    signal?: AbortSignal,
  ) => Promise<T>
}

/** Trainings, so many at once, on GPUs that are theirs; as they are where none are shared. */
export function trainingsOn(user: GpuUser | undefined, trainings: Limited): Trainings {
  return {
    run: (work, gpus, signal) =>
      trainings.run(async () => {
        if (user === undefined) return work(undefined)
        const { gpuIds, release } = await user.take('trainings', { count: 1, gpus }, signal)
        try {
          return await work(gpuIds[0])
        } finally {
          release()
        }
      }, signal),
  }
}
