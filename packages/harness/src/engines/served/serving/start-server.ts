import path from 'node:path'
import type { Model } from '@retable/core'
import { RetableError } from '@retable/core'
import { HarnessError } from '../../../errors.ts'
import type { ModelServer } from './model-servers.ts'
import type { ServedContext } from '../context.ts'

/**
 * Starts the server of a model, and holds what it says that it serves against the model's hash.
 *
 * @throws HarnessError `harness/model` where the folder is damaged, or another model's
 */
export async function startServer(
  { runtime, program, settings, onProgress }: ServedContext,
  model: Model,
  signal: AbortSignal,
): Promise<ModelServer> {
  const folder = locationOf(model)
  const service = await runtime
    .serve({
      model: { folder, id: nameOf(model) },
      program,
      slots: settings.batch,
      threads: settings.threads,
      signal,
      onProgress,
    })
    .catch((error: unknown) => {
      if (!(error instanceof RetableError) || error.code !== 'runtimes/weights') throw error
      throw damaged(model, error.message, error)
    })
  const told = service.identity.weightsSha256
  if (told !== model.hash) {
    await service.stop()
    throw damaged(model, `its server read weights with the hash ${told}, and not ${model.hash}`)
  }
  const lost = new AbortController()
  void service.ended.then((reason) => {
    if (reason === null) return
    const message = `the server of ${model.id} ended before its work was done (${reason.message}); run the command again, and it goes on`
    lost.abort(new HarnessError('harness/model-server', message, { kind: 'environment', cause: reason }))
  })
  const { address, modelName, stop } = service
  return { address, modelName, lost: lost.signal, stop }
}

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

function damaged({ id, location }: Model, why: string, cause?: unknown): HarnessError {
  const message = `${id} in ${location} is damaged, or is not the model that it is taken for: ${why}`
  return new HarnessError('harness/model', message, { kind: 'environment', cause })
}
