import path from 'node:path'
import { RuntimeError } from '../../errors.ts'
import { servedFolder } from '../../local/service/launch-folder.ts'
import { vllmFolder } from '../../local/service/launch-vllm.ts'
import type { ServiceLaunch } from '../../local/service/service-launch.ts'
import type { FolderModel, ServiceOptions } from '../../service.ts'
import { vllmModule } from '../../vllm/vllm-command.ts'
import type { ComposeContext, ImageProgram } from '../context.ts'
import { imagePython } from '../python/image-python.ts'

/** A server of a model folder, as it is started in a container. */
export interface ServicePlan extends Omit<ServiceLaunch, 'command' | 'args' | 'env' | 'address'> {
  readonly image: ImageProgram
  /** What runs the module: the image's own, or that of an environment. */
  readonly python: string
  readonly module: string
  readonly args: readonly string[]
  readonly threads: number
  /** Files and folders that it reads. */
  readonly reads: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Whether it says on file descriptor 3 that it listens. */
  readonly tells: boolean
}

/** Where a server listens in its container. */
interface Inside {
  readonly host: string
  readonly port: number
}

/** @throws RuntimeError `runtimes/service-options` for a packaged model, `runtimes/no-vllm`; as the local runtime's services */
export async function servicePlan(
  options: ServiceOptions,
  context: ComposeContext,
  inside: Inside,
): Promise<ServicePlan> {
  const { model } = options
  if (!('folder' in model)) {
    throw new RuntimeError(
      'runtimes/service-options',
      `${model.title} is served on this machine alone: leave --runtime out, or name a model folder`,
    )
  }
  return options.server === 'vllm'
    ? vllmPlan(options, model, context, inside)
    : trainerPlan(options, model, context, inside)
}

async function trainerPlan(
  options: ServiceOptions,
  model: FolderModel,
  context: ComposeContext,
  { host, port: inside }: Inside,
): Promise<ServicePlan> {
  const image = context.trainer
  const { folder, program, python, words, ...launch } = await servedFolder(
    options,
    model,
    (packages, { onProgress, signal }) => imagePython(packages, { context, image, onProgress, signal }),
  )
  return {
    ...launch,
    ...{ image, python, module: program.module, tells: true },
    args: [...words, '--port', String(inside), '--host', host],
    reads: [path.resolve(python, '../..'), program.folder, folder],
    environment: { PYTHONPATH: program.folder },
  }
}

/** The image's own vLLM; another program with its words where one is named. */
async function vllmPlan(
  options: ServiceOptions,
  model: FolderModel,
  context: ComposeContext,
  { host, port: inside }: Inside,
): Promise<ServicePlan> {
  const { program, onProgress, signal } = options
  const image = context.vllm
  if (image === undefined) {
    throw new RuntimeError('runtimes/no-vllm', 'no image with vLLM is named: name one in the file of images')
  }
  const { folder, words, environment, ...launch } = await vllmFolder(options, model)
  const common = { ...launch, image, args: words(host, inside), tells: false }
  if (program === undefined || program.module === 'retable_trainer') {
    return { ...common, python: image.python, module: vllmModule, reads: [folder], environment }
  }
  const packages = { lockFile: program.lockFile, what: `the packages of ${program.module}` }
  const python = await imagePython(packages, { context, image, onProgress, signal })
  return {
    ...common,
    ...{ python, module: program.module },
    reads: [path.resolve(python, '../..'), program.folder, folder],
    environment: { ...environment, PYTHONPATH: program.folder },
  }
}
