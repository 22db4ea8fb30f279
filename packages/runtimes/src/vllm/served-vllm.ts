import { existsSync } from 'node:fs'
import path from 'node:path'
import type { ServiceLaunch } from '../local/service/service-launch.ts'
import { checkedSizes } from '../local/service/service-sizes.ts'
import { checkedFolderHash } from '../models/folder/checked-folder-hash.ts'
import { readModelFolder } from '../models/folder/read-model-folder.ts'
import type { FolderModel, ServiceOptions } from '../service.ts'
import { checkVllm } from './check-vllm.ts'
import { vllmArguments, vllmEnvironment } from './vllm-command.ts'

/** A model folder that is whole, and what vLLM is started with for it. */
export interface ServedVllm extends Omit<ServiceLaunch, 'command' | 'args' | 'env' | 'address'> {
  readonly folder: string
  readonly threads: number
  /** Words of vLLM's module, with the place that it listens at. */
  readonly words: (host: string, port: number) => readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

const bytesASecond = 100e6

/**
 * Reads what a model folder tells of itself, and hashes it, for vLLM.
 *
 * @throws RuntimeError `runtimes/model-folder`, `runtimes/weights`, `runtimes/service-options`
 */
export async function servedVllm(options: ServiceOptions, model: FolderModel): Promise<ServedVllm> {
  const { onProgress, signal, gpus = 0, vllm = {} } = options
  const folder = path.resolve(model.folder)
  const { context: longest, parameters } = await readModelFolder(folder)
  const context = options.context ?? longest
  const { port, ...sizes } = checkedSizes({ ...options, context }, longest, 'what the model takes')
  onProgress?.({ stage: 'starting', message: `checks the files of ${model.id}` })
  const weightsSha256 = await checkedFolderHash(folder, signal)
  const dtype = vllm.dtype ?? 'bfloat16'
  const hasTemplate = existsSync(path.join(folder, 'chat_template.jinja'))
  const { slots, threads } = sizes
  const bytes = parameters * (dtype === 'float32' ? 4 : 2)
  return {
    folder,
    threads,
    words: (host, port) =>
      vllmArguments({ ...vllm, dtype, folder, name: model.id, hasTemplate, host, port, ...sizes, gpus }),
    environment: vllmEnvironment(vllm),
    identity: {
      model: model.id,
      weightsSha256,
      // With its version, once it answers.
      server: 'vllm',
      architecture: process.arch,
      ...sizes,
    },
    title: model.id,
    port,
    // Kernels are compiled and captured after the weights are read.
    readyWithinMs: 900_000 + Math.round((bytes / bytesASecond) * 1000),
    memory: {
      need: `${vllm.memoryShare ?? 0.9} of each GPU and ${slots} ${slots === 1 ? 'request' : 'requests'} of ${context} tokens`,
      remedy: 'ask fewer at once, let fewer stand side by side, or take more GPUs',
    },
    check: async (address, waiting) => {
      const version = await checkVllm(address, { name: model.id, folder, context }, waiting)
      const kernels = vllm.batchInvariant ? ', batch-invariant' : ''
      return { server: `vllm ${version}, ${dtype}, ${gpus || 1} GPU${gpus > 1 ? 's' : ''}${kernels}` }
    },
  }
}
