import path from 'node:path'
import type { RehearsedProgram } from '@retable/core'
import { openPlace } from '../../engines/served/place/open-place.ts'
import { filesOf, plannedServer } from '../../engines/served/rehearse.ts'
import { servingOf } from '../../engines/served/serving/serving-of.ts'
import { HarnessError } from '../../errors.ts'
import { hubNameOf, isHubName } from './hub-name.ts'
import { servingLacks } from './require-place.ts'
import { gpusFor, requireServerNodes, slotsOnGpu, type ServeOptions } from './serve-here.ts'

/** How a model would be served. */
export interface RehearseOptions extends Pick<
  ServeOptions,
  'directory' | 'runtime' | 'runtimeSettings' | 'gpus' | 'serverNodes' | 'slots'
> {
  /** A folder, or `hf:OWNER/NAME@COMMIT`, which is not fetched. */
  readonly model: string
  /** Where the files would be; absolute. */
  readonly folder: string
}

/** Tokens of a model that is not here yet: what most take. */
const unknownContext = 4096

/** How a model would be served, and what lacks for it. */
export interface RehearsedService extends RehearsedProgram {
  /** Why it would be refused here, as the end of a sentence; null where it would begin. */
  readonly cannotRun: string | null
}

/**
 * The files by which a runtime would serve a model; nothing is fetched or started.
 *
 * @throws HarnessError `harness/dry-run`, `harness/hub-name`, `harness/runtime-settings`
 */
export async function rehearseHere(options: RehearseOptions): Promise<RehearsedService> {
  const { directory, folder } = options
  requireServerNodes(options)
  const place = await openPlace(options)
  const gpus = options.gpus ?? (await gpusFor(place))
  const device = gpus > 0 ? 'cuda' : 'cpu'
  const serving = servingOf({ device, weights: 'float32', autocast: gpus > 0 ? 'bfloat16' : null }, place)
  const { lockFiles, programFolder } = await import('@retable/trainer')
  const program = { module: 'retable_trainer', folder: programFolder, lockFile: lockFiles.cpu }
  const { folder: model, id } = await modelOf(options.model, directory)
  const slots = options.slots ?? (gpus > 0 ? slotsOnGpu : 1)
  const sizes = {
    batch: slots,
    threads: 1,
    gpus,
    nodes: options.serverNodes,
    serving,
    maxTokens: unknownContext,
  }
  const work = { name: `server of ${id}`, folder, model, id }
  const planned = await filesOf(await plannedServer(work, sizes, program), place, directory)
  // The words that refuse a start.
  return { ...planned, cannotRun: await servingLacks({ ...options, gpus }) }
}

/** Called as {@link modelHere} calls it. */
async function modelOf(
  model: string,
  directory: string,
): Promise<{ readonly folder: string; readonly id: string }> {
  if (isHubName(model)) {
    const { repository, revision } = hubNameOf(model)
    const folder = path.join(directory, 'weights', repository.replace('/', '--'), revision)
    return { folder, id: path.posix.basename(repository) }
  }
  const { namesFolder } = await import('@retable/runtimes/folders')
  if (await namesFolder(model)) {
    const folder = path.resolve(model)
    return { folder, id: path.basename(folder) }
  }
  throw new HarnessError(
    'harness/dry-run',
    `${model} is started by no files: name a model folder or hf:OWNER/NAME@COMMIT, or leave --runtime out`,
  )
}
