import { readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { folderHash, makeFolder, withFileLock, writeWhole, type Model } from '@retable/core'
import { findPackagedModel, packagedModels, type PackagedModel } from '@retable/runtimes/models'
import { HarnessError } from '../../../errors.ts'
import type { ServedContext } from '../context.ts'
import { listedHash } from './fresh-model.ts'
import { programHash } from '../identity.ts'
import type { LoadOptions } from './load.ts'
import { runProgram } from '../run-program.ts'

/** What an unpacked folder follows from, and its hash. */
interface Unpacked {
  /** sha256 of the packaged file. */
  readonly weights: string
  /** Of the sources of the program that unpacked it. */
  readonly program: string
  readonly hash: string
}

/**
 * A packaged model's weights as a model folder, in `weights/<id>/<hash>` under the engine's folder: unpacked once, and
 * anew where the package or the program is another. One process at a time is at it.
 */
export async function loadPackaged(
  context: ServedContext,
  id: string,
  { here, signal }: LoadOptions,
): Promise<Model | undefined> {
  const packaged = findPackagedModel(id)
  if (packaged === undefined) {
    const known = packagedModels.map((model) => model.id).join(', ')
    throw new HarnessError('harness/weights', `there is no packaged model ${id}; there is: ${known}`)
  }
  const folder = path.join(context.directory, 'weights', id)
  const wanted = { weights: packaged.weights.sha256, program: await programHash(context.program) }
  if (here) return unpackedIn(folder, id, wanted)
  await makeFolder(folder)
  const work = async () => {
    const found = await unpackedIn(folder, id, wanted)
    if (found !== undefined) return found
    const hash = await unpack(context, packaged, folder, signal)
    await writeWhole(path.join(folder, listFile), JSON.stringify({ ...wanted, hash } satisfies Unpacked))
    return { id, hash, location: path.join(folder, hash) }
  }
  return withFileLock(path.join(folder, 'lock'), work, signal)
}

const listFile = 'unpacked.json'

/** The folder that was unpacked from the same file by the same program, if it is there and whole. */
async function unpackedIn(
  folder: string,
  id: string,
  wanted: Omit<Unpacked, 'hash'>,
): Promise<Model | undefined> {
  const text = await readFile(path.join(folder, listFile), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { weights, program, hash } = JSON.parse(text) as Unpacked
  if (weights !== wanted.weights || program !== wanted.program) return undefined
  const location = path.join(folder, hash)
  const found = await folderHash(location).catch(() => undefined)
  return found === hash ? { id, hash, location } : undefined
}

async function unpack(
  context: ServedContext,
  packaged: PackagedModel,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { installedModel } = await import('@retable/runtimes')
  const { directory, onProgress } = context
  const { weightsFile } = await installedModel(packaged, { directory, signal, onProgress })
  const work = path.join(folder, 'work')
  await rm(work, { recursive: true, force: true })
  await makeFolder(work)
  onProgress({ stage: 'installing', message: `unpacks the weights of ${packaged.title}, once` })
  await runProgram(
    context,
    {
      what: `unpacking ${packaged.title}`,
      name: `the weights of ${packaged.id}`,
      folder: work,
      args: ['unpack', weightsFile, 'model'],
      reads: [weightsFile],
      resultFile: 'model/hashes.json',
    },
    signal,
  )
  const hash = await listedHash(path.join(work, 'model'))
  const location = path.join(folder, hash)
  await rm(location, { recursive: true, force: true })
  await rename(path.join(work, 'model'), location)
  await rm(work, { recursive: true })
  return hash
}
