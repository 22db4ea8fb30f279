import path from 'node:path'
import type { Model } from '@retable/core'
import type { NextServers } from '@retable/runtimes'
import type { ServedContext } from '../context.ts'
import { locationOf, serviceOf } from './start-server.ts'

/** Where a training leaves its last model, in its folder. */
export const trainedFolder = 'model'

/**
 * The servers that compare a trained model with what the trainer says of it, before it is there: where programs wait in a
 * queue, they wait while it is trained.
 *
 * @param job - sha256 of the training's job.json, which its result names
 */
export function nextServers(
  context: Pick<ServedContext, 'settings' | 'program' | 'serving'>,
  { folder, base, job }: { readonly folder: string; readonly base: Model; readonly job: string },
): NextServers {
  const location = path.resolve(folder, trainedFolder)
  const model = { id: `trained-${job.slice(0, 12)}`, hash: job, location }
  // Each has GPUs of its own there.
  const service = serviceOf({ ...context, serversOnOne: 1 }, model)
  return {
    service: { ...service, model: { folder: location, id: model.id } },
    count: context.settings.replicas ?? 1,
    like: locationOf(base),
    holds: job,
  }
}
