import { RuntimeError } from '../../errors.ts'
import { installedPython } from '../../python/installed-python.ts'
import type { FolderModel, ServiceOptions } from '../../service.ts'
import { freePort } from '../../vllm/free-port.ts'
import { servedVllm } from '../../vllm/served-vllm.ts'
import { vllmModule } from '../../vllm/vllm-command.ts'
import { pythonCommand } from '../python-command.ts'
import type { ServiceLaunch } from './service-launch.ts'

const host = '127.0.0.1'

/**
 * What vLLM is started with on this machine's GPUs.
 *
 * @throws RuntimeError `runtimes/no-vllm`, and as `servedVllm`
 */
export async function launchVllm(options: ServiceOptions, model: FolderModel): Promise<ServiceLaunch> {
  const { words, environment, threads, ...launch } = await servedVllm(options, model)
  const { python, module, from } = await vllmPython(options)
  const port = launch.port === 0 ? await freePort() : launch.port
  return {
    ...pythonCommand(
      python,
      { module, folder: from },
      { title: model.id, args: words(host, port), threads, environment },
    ),
    ...launch,
    port,
    address: `http://${host}:${port}`,
  }
}

/** A Python that has vLLM, and the module that serves. */
async function vllmPython(options: ServiceOptions) {
  const { program, vllm } = options
  if (program !== undefined && program.module !== 'retable_trainer') {
    const { lockFile, module, folder } = program
    return { python: await installedPython({ lockFile, what: 'vLLM' }, options), module, from: folder }
  }
  if (vllm?.python !== undefined) return { python: vllm.python, module: vllmModule, from: '' }
  throw new RuntimeError(
    'runtimes/no-vllm',
    'a model is served on GPUs by vLLM, which the runtime local does not install: take --runtime compose or slurm, which have it in a pinned image, or name a Python that has vLLM in the runtime settings (vllm: python)',
  )
}
