import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { createGunzip } from 'node:zlib'
import { fitsPin, type Asset } from '@retable/core'
import { AssetError } from './errors.ts'
import type { Source } from './write-verified.ts'

/**
 * The asset's bytes in a mirror, which keeps the file with sha256 H gzip-compressed at
 * `<first two digits of H>/H.gz`.
 *
 * @returns undefined if the mirror does not hold it
 * @throws AssetError `assets/bad-mirror` if it is no folder
 */
export async function openMirrored(mirror: string, asset: Asset): Promise<Source | undefined> {
  const isFolder = await stat(mirror).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  if (!isFolder) {
    throw new AssetError(
      'assets/bad-mirror',
      `RETABLE_MIRROR names ${mirror}, which is not a folder; correct it or unset it`,
    )
  }
  const folder = path.join(mirror, asset.sha256.slice(0, 2))
  const file = path.join(folder, await fileName(folder, asset))
  const exists = await stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  )
  return exists ? { name: file, bytes: gunzipped(file, asset) } : undefined
}

/** Where only the ends of a sha256 are known, the file whose name has them. */
async function fileName(folder: string, asset: Asset): Promise<string> {
  if (/^[0-9a-f]{64}$/.test(asset.sha256)) return `${asset.sha256}.gz`
  const names = await readdir(folder).catch(() => [])
  return names.find((name) => fitsPin(asset, name.replace(/\.gz$/, ''))) ?? `${asset.sha256}.gz`
}

async function* gunzipped(file: string, asset: Asset): AsyncGenerator<Uint8Array> {
  const compressed = createReadStream(file)
  const gunzip = createGunzip()
  compressed.on('error', (error) => gunzip.destroy(error))
  try {
    yield* compressed.pipe(gunzip)
  } catch (error) {
    throw new AssetError(
      'assets/truncated',
      `the mirror's copy of ${asset.name} is damaged (${(error as Error).message}): replace ${file}`,
      error,
    )
  } finally {
    compressed.destroy()
  }
}
