import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { createGunzip } from 'node:zlib'
import type { Asset } from '@retable/core'
import { AssetError } from './errors.ts'
import type { Source } from './write-verified.ts'

/**
 * The asset's bytes in a mirror, which keeps the file with sha256 H gzip-compressed at
 * `<first two digits of H>/H.gz`.
 *
 * @returns undefined if the mirror does not hold it
 * @throws AssetError `assets/missing` if the mirror itself is no folder
 */
export async function openMirrored(mirror: string, asset: Asset): Promise<Source | undefined> {
  const isFolder = await stat(mirror).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  if (!isFolder) {
    throw new AssetError(
      'assets/missing',
      `RETABLE_MIRROR names ${mirror}, which is not a folder; correct it or unset it`,
    )
  }
  const file = path.join(mirror, asset.sha256.slice(0, 2), `${asset.sha256}.gz`)
  const exists = await stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  )
  return exists ? { name: file, bytes: gunzipped(file, asset) } : undefined
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
