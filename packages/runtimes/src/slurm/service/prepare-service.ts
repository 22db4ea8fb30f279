import { RuntimeError } from '../../errors.ts'
import type { ServeOptions } from '../../service.ts'
import type { SlurmContext } from '../slurm-context.ts'
import { folderService, type FolderService } from './folder-service.ts'
import { vllmService } from './vllm-service.ts'

/**
 * What serves a model folder, and what is known of it before it is submitted.
 *
 * @param like - in place of a model that is not there yet
 * @throws RuntimeError `runtimes/service-options` and as {@link folderService} and {@link vllmService}
 */
export async function prepareService(
  given: ServeOptions,
  context: SlurmContext,
  like?: string,
): Promise<FolderService> {
  const { directory, settings } = context
  const { model } = given
  if (!('folder' in model)) {
    throw new RuntimeError(
      'runtimes/service-options',
      `${model.title} is served on this machine alone: leave --runtime out, or name a model folder`,
    )
  }
  if ((given.nodes ?? 1) > 1 && given.server !== 'vllm') {
    throw new RuntimeError(
      'runtimes/service-options',
      `${model.id} is to be served over ${given.nodes} machines together, which vLLM alone does: serve it on GPUs, or on one machine`,
    )
  }
  const options = { ...given, directory }
  const served = { ...model, like }
  return given.server === 'vllm'
    ? vllmService(options, served, settings)
    : folderService(options, served, context)
}
