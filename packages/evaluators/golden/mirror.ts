import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { fitsPin, type Asset, type Item, type ReadAsset, type Split } from '@retable/core'

/**
 * Reads pinned files from RETABLE_MIRROR alone, verified; what it lacks is read from its stand-in. Golden tests fail
 * without a mirror.
 */
export function mirrorReader(): ReadAsset {
  const mirror = process.env['RETABLE_MIRROR']
  if (!mirror) throw new Error('RETABLE_MIRROR names no folder of pinned files')
  return async (asset: Asset) => {
    for (const pinned of asset.standIn ? [asset, asset.standIn] : [asset]) {
      const file = path.resolve(mirror, pinned.sha256.slice(0, 2), `${pinned.sha256}.gz`)
      const packed = await readFile(file).catch(() => undefined)
      if (packed === undefined) continue
      const bytes = gunzipSync(packed)
      if (fitsPin(pinned, createHash('sha256').update(bytes).digest('hex'))) return bytes
      throw new Error(`${file} is not ${pinned.name}`)
    }
    throw new Error(`the mirror lacks ${asset.name}`)
  }
}

/** A split's items out of its pinned file. */
export async function pinnedItems({ asset, parse }: Split): Promise<readonly Item[]> {
  return parse(await mirrorReader()(asset))
}
