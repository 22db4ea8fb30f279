import { isInstalled } from '@retable/runtimes'
import { findPackagedModel } from '@retable/runtimes/models'
import { openPlace } from '../../engines/served/place/open-place.ts'
import { hubNameOf, isHubName } from './hub-name.ts'
import { gpusFor, type ServeOptions } from './serve-here.ts'

/** A model by its name, and where it would be served. */
export type NamedModel = Pick<
  ServeOptions,
  'directory' | 'runtime' | 'runtimeSettings' | 'gpus' | 'program'
> & {
  readonly model: string
}

/** What would be fetched before a model that is served here answers, for people; undefined where nothing would. */
export async function notHere(options: NamedModel): Promise<string | undefined> {
  const { model, directory, program, runtime = 'local' } = options
  const packaged = findPackagedModel(model)
  if (packaged !== undefined) {
    return (await isInstalled(packaged.lockFile, directory)) ? undefined : `${packaged.title} and its server`
  }
  const { isHubModelHere } = await import('@retable/assets')
  if (isHubName(model) && !(await isHubModelHere(hubNameOf(model), { directory }))) return 'its weights'
  // A container's or a node's is looked for by what starts it.
  if (runtime !== 'local') return undefined
  const gpus = options.gpus ?? (await gpusFor(await openPlace(options)))
  if (gpus > 0) return undefined
  const lockFile = program?.lockFile ?? (await import('@retable/trainer')).lockFiles.cpu
  return (await isInstalled(lockFile, directory)) ? undefined : 'its server, PyTorch and Transformers'
}
