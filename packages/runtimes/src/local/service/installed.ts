import { stat } from 'node:fs/promises'
import path from 'node:path'
import { fileHash } from '@retable/core'
import { RuntimeError } from '../../errors.ts'
import type { PackagedModel } from '../../models/packaged-models.ts'
import { installedVersions, sitePackages } from '../../python/installed-versions.ts'

/** What an environment has of a model. */
export interface Installed {
  /** The environment's folder. */
  readonly folder: string
  readonly weightsFile: string
  /** The server's package and version, as installed. */
  readonly server: string
}

/** Finds a model's weights and server in its environment; @throws RuntimeError `runtimes/weights` */
export async function locateInstalled(python: string, model: PackagedModel): Promise<Installed> {
  const folder = path.resolve(python, '../../..')
  const [server] = await installedVersions(python, [model.server])
  for (const packages of await sitePackages(python)) {
    const weightsFile = path.join(packages, model.weights.file)
    const isThere = await stat(weightsFile).then(
      () => true,
      () => false,
    )
    if (isThere && server !== undefined) return { folder, weightsFile, server }
  }
  throw new RuntimeError(
    'runtimes/weights',
    `${folder} does not hold the weights of ${model.id} and its server any more; remove that folder, and they are installed anew`,
  )
}

/** Holds the weights file to its pin; @throws RuntimeError `runtimes/weights` */
export async function checkWeights(
  { folder, weightsFile }: Installed,
  { id, weights }: PackagedModel,
): Promise<void> {
  const found = await fileHash(weightsFile)
  if (found === weights.sha256) return
  throw new RuntimeError(
    'runtimes/weights',
    `${weightsFile} is not what was installed as the weights of ${id} (sha256 ${found} instead of ${weights.sha256}); remove ${folder}, and they are installed anew`,
  )
}
