import { readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import {
  contentHash,
  hashesFile,
  hashesIn,
  makeFolder,
  withFileLock,
  writeWhole,
  type Asset,
} from '@retable/core'
import { AssetError } from '../errors.ts'
import { openMirrored } from '../mirror.ts'
import { writeResumed } from '../write-resumed.ts'
import { writeVerified } from '../write-verified.ts'
import { fileAsset, hubAddress, whatIsUnpinned, type HubPin } from './hub-pin.ts'
import { openHubFile } from './open-hub-file.ts'

/** How a pinned model is fetched. */
export interface FetchHubOptions {
  /** The store: the model goes to `weights/` below it. */
  readonly directory: string
  /** Folder to look in before the network (RETABLE_MIRROR). */
  readonly mirror?: string | undefined
  /** Of an account of the hub (HF_TOKEN). */
  readonly token?: string | undefined
  /** Another place of the hub (HF_ENDPOINT). */
  readonly address?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Called as bytes of a file arrive. */
  readonly onProgress?: ((asset: Asset, received: number) => void) | undefined
}

/** A model as a folder in Transformers' form. */
export interface ModelFolder {
  readonly folder: string
  /** Of the hashes of its files by their names. */
  readonly hash: string
}

/**
 * Fetches a pinned model into a folder of its own and verifies each file; what is there already is kept, and a file that
 * broke off is gone on with.
 *
 * @throws AssetError `assets/unpinned` where a hash is not known, `assets/gated` where the hub asks for an account that
 * has accepted the licence; else as any download
 */
export async function fetchHubModel(pin: HubPin, options: FetchHubOptions): Promise<ModelFolder> {
  const lacking = whatIsUnpinned(pin, pin)
  if (lacking !== undefined) throw new AssetError('assets/unpinned', lacking)
  const here = await hubModelHere(pin, options)
  if (here !== undefined) return here
  const folder = modelFolder(pin, options.directory)
  await makeFolder(folder)
  return withFileLock(`${folder}.lock`, () => fetchInto(folder, pin, options), options.signal)
}

/** The model where it was fetched before and is whole; undefined else. Sizes are looked at, and no bytes. */
export async function hubModelHere(
  pin: HubPin,
  { directory }: Pick<FetchHubOptions, 'directory'>,
): Promise<ModelFolder | undefined> {
  const folder = modelFolder(pin, directory)
  const hashes = pinnedHashes(pin)
  const written = await readFile(path.join(folder, hashesFile), 'utf8').catch(() => '')
  if (written !== hashesText(hashes)) return undefined
  for (const [name, { bytes }] of Object.entries(pin.files)) {
    const found = await stat(path.join(folder, name)).catch(() => undefined)
    if (found === undefined || (bytes !== null && found.size !== bytes)) return undefined
  }
  return { folder, hash: contentHash(hashes) }
}

async function fetchInto(folder: string, pin: HubPin, options: FetchHubOptions): Promise<ModelFolder> {
  const { signal, token, mirror, onProgress, address = hubAddress } = options
  // A file that stands under its name was verified before it got it; it is read again all the same.
  const there = await hashesIn(folder)
  for (const name of Object.keys(pin.files)) {
    const asset = fileAsset(pin, name, address)!
    if (there[name] === asset.sha256) continue
    const target = path.join(folder, name)
    const onBytes = (received: number) => onProgress?.(asset, received)
    const copy = mirror === undefined ? undefined : await openMirrored(mirror, asset)
    if (copy !== undefined) {
      await writeVerified(target, asset, copy, { signal, onBytes })
      await rm(`${target}.partial`, { force: true })
    } else {
      const open = (from: number) => openHubFile(pin, asset, { token, signal, from })
      await writeResumed(target, asset, open, { signal, onBytes })
    }
  }
  const hashes = pinnedHashes(pin)
  await writeWhole(path.join(folder, hashesFile), hashesText(hashes))
  return { folder, hash: contentHash(hashes) }
}

function modelFolder({ repository, revision }: HubPin, directory: string): string {
  return path.join(directory, 'weights', repository.replace('/', '--'), revision)
}

function pinnedHashes({ files }: HubPin): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(files).map(([name, { sha256 }]) => [name, sha256]))
}

function hashesText(hashes: Readonly<Record<string, string | null>>): string {
  return `${JSON.stringify(hashes, null, 2)}\n`
}
