import { existsSync } from 'node:fs'
import path from 'node:path'
import { RuntimeError } from '../../errors.ts'
import { checkedFolderHash } from '../../models/folder/checked-folder-hash.ts'
import { readModelFolder } from '../../models/folder/read-model-folder.ts'
import { installedPython } from '../../python/installed-python.ts'
import type { FolderModel, ServiceOptions } from '../../service.ts'
import { checkVllm } from '../../vllm/check-vllm.ts'
import { freePort } from '../../vllm/free-port.ts'
import { gpusInWords, vllmArguments, vllmEnvironment, vllmModule } from '../../vllm/vllm-command.ts'
import { gpuEnvironment } from '../program-environment.ts'
import { pythonCommand } from '../python-command.ts'
import { loopback } from './launch-folder.ts'
import type { ServiceLaunch } from './service-launch.ts'
import { checkedSizes } from './service-sizes.ts'

const bytesASecond = 100e6

/** A model folder that is whole, for vLLM. */
export interface VllmFolder extends Omit<ServiceLaunch, 'command' | 'args' | 'env' | 'address'> {
  readonly folder: string
  readonly threads: number
  /** vLLM's own words, by where it listens. */
  readonly words: (host: string, port: number) => string[]
  readonly environment: Readonly<Record<string, string>>
}

/**
 * Reads what a model folder tells of itself, and hashes it, for vLLM on this machine's GPUs.
 *
 * @throws RuntimeError `runtimes/no-vllm`, `runtimes/model-folder`, `runtimes/weights`, `runtimes/service-options`
 */
export async function launchVllm(options: ServiceOptions, model: FolderModel): Promise<ServiceLaunch> {
  const { python, module, from } = await vllmPython(options)
  const { words, environment, threads, port: asked, ...launch } = await vllmFolder(options, model)
  const port = asked === 0 ? await freePort() : asked
  const args = words(loopback, port)
  const settings = {
    title: model.id,
    args,
    threads,
    environment: { ...gpuEnvironment(options), ...environment },
  }
  return {
    ...pythonCommand(python, { module, folder: from }, settings),
    ...launch,
    port,
    address: `http://${loopback}:${port}`,
  }
}

/** What {@link launchVllm} starts, wherever it is started. @throws as that */
export async function vllmFolder(options: ServiceOptions, model: FolderModel): Promise<VllmFolder> {
  const { onProgress, signal, gpus = 0, vllm = {} } = options
  const folder = path.resolve(model.folder)
  const { context, parameters } = await readModelFolder(folder)
  const { port, ...sizes } = checkedSizes(
    { ...options, context: options.context ?? context },
    context,
    'what the model takes',
  )
  onProgress?.({ stage: 'starting', message: `checks the files of ${model.id}` })
  const hash = await checkedFolderHash(folder, signal)
  const dtype = vllm.dtype ?? 'bfloat16'
  const hasTemplate = existsSync(path.join(folder, 'chat_template.jinja'))
  const { slots } = sizes
  const bytes = parameters * (dtype === 'float32' ? 4 : 2)
  return {
    folder,
    threads: sizes.threads,
    words: (host, at) =>
      vllmArguments({
        ...{ ...vllm, dtype, folder, name: model.id, hasTemplate, host },
        ...{ port: at, ...sizes, gpus },
      }),
    environment: vllmEnvironment(vllm),
    identity: {
      model: model.id,
      weightsSha256: hash,
      server: 'vllm',
      architecture: process.arch,
      ...sizes,
    },
    title: model.id,
    port,
    // Kernels are compiled and captured after the weights are read.
    readyWithinMs: 900_000 + Math.round((bytes / bytesASecond) * 1000),
    memory: {
      need: `${vllm.memoryShare ?? 0.9} of each GPU and ${slots} ${slots === 1 ? 'request' : 'requests'} of ${sizes.context} tokens`,
      remedy: 'ask fewer at once, let fewer stand side by side, or take more GPUs',
    },
    check: async (address, waiting) => {
      const version = await checkVllm(address, { name: model.id, folder, context: sizes.context }, waiting)
      const kernels = vllm.batchInvariant ? ', batch-invariant' : ''
      return { server: `vllm ${version}, ${dtype}, ${gpusInWords(gpus)}${kernels}` }
    },
  }
}

/** A Python that has vLLM, and the module that serves. */
async function vllmPython(options: ServiceOptions) {
  const { program, vllm } = options
  if (program?.lockFile !== undefined && program.module !== 'retable_trainer') {
    const { lockFile, module, folder } = program
    return { python: await installedPython({ lockFile, what: 'vLLM' }, options), module, from: folder }
  }
  if (vllm?.python !== undefined) return { python: vllm.python, module: vllmModule, from: '' }
  throw noVllm()
}

/** That nothing is there to serve a model on GPUs with. */
export function noVllm(): RuntimeError {
  return new RuntimeError(
    'runtimes/no-vllm',
    'a model is served on GPUs by vLLM, which the runtime local does not install: take --runtime compose or slurm, which have it in a pinned image, or name a Python that has vLLM in the runtime settings (vllm: python)',
  )
}
