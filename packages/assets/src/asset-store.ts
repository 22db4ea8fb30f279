import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fitsPin, type Asset } from '@retable/core'
import { askedInVain, markOf, noteAskedInVain } from './asked-in-vain.ts'
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
 * it was, and so does the sha256.
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
 * @throws AssetError from both: licence, wrong hash, truncated, disk full, missing, no network
 */
export function openAssets(options: AssetOptions): Assets {
  const accepted = new Set(options.acceptedLicences)

  async function obtain(asset: Asset, signal?: AbortSignal): Promise<Obtained> {
    try {
      return await obtainItself(asset, signal)
    } catch (error) {
      if (asset.standIn === undefined || !cannotBeHad(error)) throw error
      // Why the file itself is not there is what a reader can act on, not why its stand-in is not.
      const standIn = await obtain(asset.standIn, signal).catch((other: unknown) => {
        throw cannotBeHad(other) ? error : other
      })
      if (!isPaused(error)) await noteAskedInVain(fileOf(asset))
      return standIn
    }
  }

  async function obtainItself(asset: Asset, signal?: AbortSignal): Promise<Obtained> {
    requireLicence(asset, accepted)
    const file = fileOf(asset)
    const cached = await readIfWhole(file, asset)
    if (cached !== undefined) return { asset, file, bytes: cached }
    const source = await openSource(asset, file, signal)
    const onBytes = (received: number) => options.onProgress?.(asset, received)
    await writeVerified(file, asset, source, { signal, onBytes })
    return { asset, file, bytes: await readFile(file) }
  }

  async function openSource(asset: Asset, file: string, signal?: AbortSignal): Promise<Source> {
    const { mirror } = options
    const mirrored = mirror === undefined ? undefined : await openMirrored(mirror, asset)
    if (mirrored !== undefined) return mirrored
    const vain = asset.standIn && (await askedInVain(file))
    if (vain !== undefined) throw paused(asset, vain, file)
    return openDownload(asset, signal)
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

/** Nowhere to be found; not damaged, refused or aborted. */
function cannotBeHad(error: unknown): boolean {
  const codes = ['assets/missing', 'assets/no-network', 'assets/paused']
  return error instanceof AssetError && codes.includes(error.code)
}

function isPaused(error: unknown): boolean {
  return error instanceof AssetError && error.code === 'assets/paused'
}

function paused({ name, url }: Asset, when: Date, file: string): AssetError {
  return new AssetError(
    'assets/paused',
    `${name} could not be had from ${url} at ${when.toISOString()}, and is not asked for again within an hour; name a mirror in RETABLE_MIRROR, or remove ${markOf(file)}`,
  )
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
