import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fitsPin, isUnavailable, type Asset } from '@retable/core'
import { forgetAskedInVain, noteAskedInVain, wasAskedInVain } from './asked-in-vain.ts'
import { openDownload } from './download.ts'
import { AssetError } from './errors.ts'
import { requireLicence } from './licences.ts'
import { openMirrored } from './mirror.ts'
import { diskError, writeVerified, type Source } from './write-verified.ts'

/** Options of {@link openAssets}. */
export interface AssetOptions {
  /** Folder that verified files are kept in, by sha256; made when needed. */
  readonly directory: string
  /** Folder to look in before the network (RETABLE_MIRROR). */
  readonly mirror?: string | undefined
  /** Licence ids that the user has accepted. */
  readonly acceptedLicences?: readonly string[]
  /** Look in the cache and the mirror alone. */
  readonly offline?: boolean
  /** Called as bytes of an asset arrive. */
  readonly onProgress?: (asset: Asset, received: number) => void
}

/** A verified file, and whose it is. */
export interface Obtained {
  /** The asset that was asked for, or its stand-in. */
  readonly asset: Asset
  /** Path in the store. */
  readonly file: string
  readonly bytes: Buffer
}

/**
 * Pinned files, had from the cache, a mirror or the network, and verified each time. Where a file cannot be had, because
 * it is nowhere or nothing answers, its stand-in serves, and its URL is asked again an hour later; `obtain` tells which
 * of both it is, and so does the sha256.
 */
export interface Assets {
  /** The file and which asset it is. */
  obtain(asset: Asset, signal?: AbortSignal): Promise<Obtained>
  /** The verified bytes. */
  read(asset: Asset, signal?: AbortSignal): Promise<Buffer>
  /** Path of the verified file in the store; its name is the sha256. */
  path(asset: Asset, signal?: AbortSignal): Promise<string>
}

/**
 * A store of pinned files. A cached copy that is not whole (a disk fault, an edit) is fetched again.
 *
 * @throws AssetError from each of its functions: licence, wrong hash, truncated, disk full, missing, no network
 */
export function openAssets(options: AssetOptions): Assets {
  const accepted = new Set(options.acceptedLicences)

  async function obtain(asset: Asset, signal?: AbortSignal): Promise<Obtained> {
    const { standIn } = asset
    if (standIn === undefined) return obtainItself(asset, signal)
    const isPaused = await wasAskedInVain(fileOf(asset))
    try {
      return await obtainItself(asset, signal, isPaused)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      const served = await obtain(standIn, signal).catch((other: unknown) => {
        if (!isUnavailable(other)) throw other
      })
      if (served !== undefined) return served
      // Why the file itself is not there is what a reader can act on, not why its stand-in is not.
      if (!isPaused) throw error
      return obtainItself(asset, signal)
    }
  }

  async function obtainItself(asset: Asset, signal?: AbortSignal, isPaused = false): Promise<Obtained> {
    requireLicence(asset, accepted)
    const file = fileOf(asset)
    const cached = await readIfWhole(file, asset)
    if (cached !== undefined) return { asset, file, bytes: cached }
    const mirror = await mirrored(asset)
    if (mirror === undefined && options.offline === true) {
      throw new AssetError(
        'assets/missing',
        `${asset.name} is not on this machine, and nothing is fetched now`,
      )
    }
    const source = mirror ?? (await download(asset, file, isPaused, signal))
    const onBytes = (received: number) => options.onProgress?.(asset, received)
    await writeVerified(file, asset, source, { signal, onBytes })
    if (asset.standIn !== undefined) await forgetAskedInVain(file)
    return { asset, file, bytes: await readFile(file) }
  }

  async function mirrored(asset: Asset): Promise<Source | undefined> {
    return options.mirror === undefined ? undefined : openMirrored(options.mirror, asset)
  }

  function fileOf({ sha256 }: Asset): string {
    return path.join(options.directory, sha256.slice(0, 2), sha256)
  }

  return {
    obtain,
    read: async (asset, signal) => (await obtain(asset, signal)).bytes,
    path: async (asset, signal) => (await obtain(asset, signal)).file,
  }
}

/** While a download is paused, it counts as missing: its stand-in is tried first. */
async function download(
  asset: Asset,
  file: string,
  isPaused: boolean,
  signal?: AbortSignal,
): Promise<Source> {
  if (isPaused) throw new AssetError('assets/missing', `${asset.name} was asked for in vain within the hour`)
  try {
    return await openDownload(asset, signal)
  } catch (error) {
    // A server that is busy may give it in a moment.
    const isLasting = isUnavailable(error) && error.code !== 'assets/unavailable'
    if (asset.standIn !== undefined && isLasting) await noteAskedInVain(file)
    throw error
  }
}

async function readIfWhole(file: string, asset: Asset): Promise<Buffer | undefined> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw diskError(error, asset, path.dirname(file)) ?? error
  }
  const hasSize = asset.bytes === 0 || bytes.length === asset.bytes
  return hasSize && fitsPin(asset, createHash('sha256').update(bytes).digest('hex')) ? bytes : undefined
}
