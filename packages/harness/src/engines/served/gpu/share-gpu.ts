import type { Limited } from '../limited.ts'
import type { ModelServer } from '../serving/model-servers.ts'
import type { Turns } from './turns.ts'

/** Starts a server that has the GPU, with others of its kind, as long as it stands; at once where there is no GPU to share. */
export async function whileItStands(
  gpu: Turns | undefined,
  start: () => Promise<ModelServer>,
  signal: AbortSignal,
): Promise<ModelServer> {
  if (gpu === undefined) return start()
  const leave = await gpu.enter('servers', signal)
  try {
    const server = await start()
    return { ...server, stop: () => server.stop().finally(leave) }
  } catch (error) {
    leave()
    throw error
  }
}

/** Trainings that have the GPU to themselves; as they are where there is no GPU to share. */
export function onGpuAlone(gpu: Turns | undefined, trainings: Limited): Limited {
  if (gpu === undefined) return trainings
  return {
    run: (work, signal) =>
      trainings.run(async () => {
        const leave = await gpu.enter('trainings', signal)
        try {
          return await work()
        } finally {
          leave()
        }
      }, signal),
  }
}
