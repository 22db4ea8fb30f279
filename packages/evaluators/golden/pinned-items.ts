import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Item, Split } from '@retable/core'

/** A split's items out of its pinned file, as the mirror in RETABLE_MIRROR has it. */
export async function pinnedItems({ asset, parse }: Split): Promise<readonly Item[]> {
  const mirror = process.env['RETABLE_MIRROR']
  if (!mirror) throw new Error('RETABLE_MIRROR names no mirror of pinned files')
  return parse(gunzipSync(readFileSync(path.resolve(mirror, asset.sha256.slice(0, 2), `${asset.sha256}.gz`))))
}
