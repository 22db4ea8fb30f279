import path from 'node:path'
import { openAssets, type Assets } from '@retable/harness'
import { grouped } from '@retable/report'
import type { Progress } from './progress.ts'

/** The checkout's folder. */
export const root = path.resolve(import.meta.dirname, '../../..')

/** The user's store: downloads, runs, samples. RETABLE_STORE moves it. */
export function storeDirectory(): string {
  return path.resolve(process.env['RETABLE_STORE'] || path.join(root, '.retable'))
}

/** Assets as the environment and the command line set them up. */
export function assetsFromEnvironment(acceptedLicences: readonly string[], progress: Progress): Assets {
  const accepted = (process.env['RETABLE_ACCEPT_LICENCES'] ?? '').split(',').map((id) => id.trim())
  const mirror = process.env['RETABLE_MIRROR'] || undefined
  return openAssets({
    directory: path.join(storeDirectory(), 'assets'),
    mirror: mirror === undefined ? undefined : path.resolve(mirror),
    acceptedLicences: [...acceptedLicences, ...accepted],
    onProgress: (asset, received) =>
      progress.update(
        `fetching ${asset.name}: ${grouped(received)} of ${asset.bytes > 0 ? grouped(asset.bytes) : 'unknown'} bytes`,
      ),
  })
}
