import { existsSync } from 'node:fs'
import path from 'node:path'
import { RuntimeError } from '../../errors.ts'
import { checkedSizes } from '../../local/service/service-sizes.ts'
import { readModelFolder } from '../../models/folder/read-model-folder.ts'
import { installedPython } from '../../python/installed-python.ts'
import type { ServiceOptions } from '../../service.ts'
import { checkVllm } from '../../vllm/check-vllm.ts'
import { gpusInWords, vllmArguments, vllmEnvironment, vllmModule } from '../../vllm/vllm-command.ts'
import { nodeWords } from '../script/quoted.ts'
import { joinSeconds } from '../script/ray-program.ts'
import type { SlurmSettings } from '../slurm-settings.ts'
import { hashOf, type FolderService, type ServedModel } from './folder-service.ts'

const bytesASecond = 100e6

/**
 * vLLM on the GPUs of a node, or of several, in the pinned image or by a Python of the nodes.
 *
 * @throws RuntimeError `runtimes/no-vllm`, `runtimes/model-folder`, `runtimes/weights`, `runtimes/service-options`
 */
export async function vllmService(
  options: ServiceOptions,
  model: ServedModel,
  { vllmContainer: container, host = nodeWords.name }: Pick<SlurmSettings, 'vllmContainer' | 'host'>,
): Promise<FolderService> {
  const { gpus = 0, nodes = 1, vllm = {}, program } = options
  const folder = path.resolve(model.folder)
  const { context, parameters } = await readModelFolder(model.like ?? folder)
  const { port, ...sizes } = checkedSizes(
    { ...options, context: options.context ?? context },
    context,
    'what the model takes',
  )
  const own = program !== undefined && program.module !== 'retable_trainer' ? program : undefined
  const python =
    container?.python ??
    (own && (await installedPython({ lockFile: own.lockFile, what: 'vLLM' }, options))) ??
    vllm.python
  if (python === undefined) {
    throw new RuntimeError(
      'runtimes/no-vllm',
      'a model is served on GPUs by vLLM: name what starts containers on the nodes in the runtime settings (slurm: container), or a Python that has vLLM (vllm: python)',
    )
  }
  const hash = await hashOf(model, options)
  const dtype = vllm.dtype ?? 'bfloat16'
  // What the trainer leaves has one.
  const hasTemplate = model.like !== undefined || existsSync(path.join(folder, 'chat_template.jinja'))
  const words = vllmArguments({
    ...vllm,
    dtype,
    folder,
    name: model.id,
    hasTemplate,
    host,
    port,
    ...sizes,
    gpus,
    nodes,
  })
  const bytes = parameters * (dtype === 'float32' ? 4 : 2)
  return {
    program: own ?? { module: vllmModule, folder: '', lockFile: '' },
    python,
    container,
    listensAt: host,
    nodes,
    reads: [folder],
    // It cannot say which port it took, so that it is told one that no other job has.
    args: words.map((word, index) => (words[index - 1] === '--port' ? nodeWords.port : word)),
    environment: vllmEnvironment({ ...vllm, nodes }),
    identity: { model: model.id, weightsSha256: hash, server: 'vllm', architecture: process.arch, ...sizes },
    port,
    // Kernels are compiled and captured after the weights are read; before that its nodes meet.
    readyWithinMs:
      900_000 + (nodes === 1 ? 0 : joinSeconds * 1000) + Math.round((bytes / bytesASecond) * 1000),
    need: `${vllm.memoryShare ?? 0.9} of each GPU and ${sizes.slots} requests of ${sizes.context} tokens`,
    keyVariable: 'VLLM_API_KEY',
    check: async (address, waiting, key) => {
      const wanted = { name: model.id, folder, context: sizes.context, key }
      const version = await checkVllm(address, wanted, waiting)
      const kernels = vllm.batchInvariant ? ', batch-invariant' : ''
      return { server: `vllm ${version}, ${dtype}, ${gpusInWords(gpus, nodes)}${kernels}` }
    },
  }
}
