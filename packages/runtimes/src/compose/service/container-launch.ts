import path from 'node:path'
import { launcherEnvironment } from '@retable/trainer'
import { RuntimeError } from '../../errors.ts'
import { servedFolder } from '../../local/service/launch-folder.ts'
import type { ServiceLaunch } from '../../local/service/service-launch.ts'
import type { FolderModel, ServiceOptions } from '../../service.ts'
import { servedVllm } from '../../vllm/served-vllm.ts'
import { vllmModule } from '../../vllm/vllm-command.ts'
import type { ComposeContext, ImageProgram } from '../context.ts'
import { imagePython } from '../python/image-python.ts'

/** What serves a model folder in a container. */
export interface ContainerLaunch extends Omit<ServiceLaunch, 'command' | 'args' | 'env' | 'address'> {
  readonly image: ImageProgram
  readonly module: string
  /** Words of the module. */
  readonly args: readonly string[]
  /** The program and its arguments. */
  readonly command: readonly string[]
  readonly reads: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Whether it writes to file descriptor 3 once it listens. */
  readonly isTold: boolean
}

/** The trainer's own server, or vLLM in its image, listening on a port of the container. */
export async function containerLaunch(
  options: ServiceOptions,
  model: FolderModel,
  context: ComposeContext,
  port: number,
): Promise<ContainerLaunch> {
  return options.server === 'vllm'
    ? ofVllm(options, model, context, port)
    : ofFolder(options, model, context, port)
}

async function ofFolder(
  options: ServiceOptions,
  model: FolderModel,
  context: ComposeContext,
  port: number,
): Promise<ContainerLaunch> {
  const { python, program, words, threads, folder, ...launch } = await servedFolder(
    options,
    model,
    (packages, { onProgress, signal }) => imagePython(packages, { context, onProgress, signal }),
  )
  const args = [...words, '--port', String(port), '--host', '0.0.0.0']
  return {
    ...launch,
    image: context.trainer,
    module: program.module,
    args,
    command: [python, '-s', '-P', '-u', '-m', program.module, ...args],
    reads: [path.resolve(python, '../..'), program.folder, folder],
    environment: { ...launcherEnvironment({ threads }), PYTHONPATH: program.folder },
    isTold: true,
  }
}

async function ofVllm(
  options: ServiceOptions,
  model: FolderModel,
  { vllm }: ComposeContext,
  port: number,
): Promise<ContainerLaunch> {
  if (vllm === null) {
    throw new RuntimeError(
      'runtimes/no-vllm',
      'a model is served on GPUs by vLLM, and no image of it is named',
    )
  }
  const { words, environment, threads, folder, ...launch } = await servedVllm(options, model)
  const args = words('0.0.0.0', port)
  // The image has it; what stands for it in tests lies in a folder.
  const { module = vllmModule, folder: from } = options.program ?? {}
  return {
    ...launch,
    image: vllm,
    module,
    args,
    command: [vllm.python, '-s', '-P', '-u', '-m', module, ...args],
    reads: [folder, ...(from === undefined ? [] : [from])],
    environment: {
      ...launcherEnvironment({ threads }),
      ...environment,
      ...(from === undefined ? {} : { PYTHONPATH: from }),
    },
    isTold: false,
  }
}
