import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ReadAsset } from '@retable/core'

/** Reads pinned files from the mirror, verified; a golden test of released judgements fails without it. */
export function mirrorReader(): ReadAsset {
  const mirror = process.env['RETABLE_MIRROR']
  if (!mirror) throw new Error('RETABLE_MIRROR names no folder of pinned files')
  return (asset) => {
    const file = path.join(path.resolve(mirror), asset.sha256.slice(0, 2), `${asset.sha256}.gz`)
    const bytes = gunzipSync(readFileSync(file))
    const found = createHash('sha256').update(bytes).digest('hex')
    return found === asset.sha256
      ? Promise.resolve(bytes)
      : Promise.reject(new Error(`${file} is not ${asset.name}: its sha256 is ${found}`))
  }
}
