import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ReadAsset } from '@retable/core'

/** Reads pinned files from RETABLE_MIRROR alone; what it lacks is read from its stand-in. */
export function readFromMirror(): ReadAsset {
  const mirror = process.env['RETABLE_MIRROR']
  if (!mirror) throw new Error('RETABLE_MIRROR names no folder of pinned files')
  return async (asset) => {
    for (const { sha256 } of asset.standIn ? [asset, asset.standIn] : [asset]) {
      const file = path.join(mirror, sha256.slice(0, 2), `${sha256}.gz`)
      const bytes = await readFile(file).catch(() => undefined)
      if (bytes !== undefined) return gunzipSync(bytes)
    }
    throw new Error(`the mirror lacks ${asset.name}`)
  }
}
