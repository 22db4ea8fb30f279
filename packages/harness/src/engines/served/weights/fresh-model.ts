import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { contentHash, hashesFile, writeWhole, type Model } from '@retable/core'
import { HarnessError } from '../../../errors.ts'
import type { ServedContext } from '../context.ts'
import { runProgram } from '../run-program.ts'

const folderName = 'fresh'
const settingsFile = 'fresh.json'

/**
 * Weights that no one has trained yet, in a training's own folder; they follow from the settings and the seed.
 *
 * @throws HarnessError `harness/engine` where the tier names no fresh weights
 */
export async function freshModel(
  context: ServedContext,
  {
    folder,
    seed,
    signal,
  }: { readonly folder: string; readonly seed: number; readonly signal?: AbortSignal | undefined },
): Promise<Model> {
  const { fresh } = context.settings
  if (fresh === null) {
    throw new HarnessError(
      'harness/engine',
      'a training from nothing needs "fresh" in the settings of the engine served; name what the weights are made of',
    )
  }
  // Without `kind`, which the command stands for.
  const sizes = { ...fresh, kind: undefined, seed }
  await writeWhole(path.join(folder, settingsFile), JSON.stringify(sizes))
  await runProgram(
    context,
    {
      what: 'making fresh weights',
      name: 'fresh weights',
      folder,
      args: ['make-tiny', folderName],
      inputFile: settingsFile,
      resultFile: `${folderName}/${hashesFile}`,
    },
    signal,
  )
  const location = path.join(folder, folderName)
  return { id: 'fresh weights', location, hash: await listedHash(location) }
}

/** The hash that a model folder's own list of files comes to. */
export async function listedHash(folder: string): Promise<string> {
  return contentHash(JSON.parse(await readFile(path.join(folder, hashesFile), 'utf8')))
}
