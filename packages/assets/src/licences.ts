import type { Asset } from '@retable/core'
import { AssetError } from './errors.ts'

/** SPDX ids that anyone may use for any purpose: no acceptance is asked for. */
const open: ReadonlySet<string> = new Set([
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC-BY-SA-4.0',
  'CC0-1.0',
  'MIT',
  'ODC-By-1.0',
])

/**
 * Refuses an asset whose licence restricts its use, or that states none, until the user has accepted it.
 *
 * @param accepted - licence ids, as given with `--accept-licence` or in RETABLE_ACCEPT_LICENCES
 * @throws AssetError `assets/licence`
 */
export function requireLicence(asset: Asset, accepted: ReadonlySet<string>): void {
  if (open.has(asset.licence) || accepted.has(asset.licence)) return
  const terms =
    asset.licence === 'NONE'
      ? 'its source states no licence'
      : `it is under ${asset.licence}, which restricts its use`
  const others = [...accepted].filter((id) => id !== '' && !open.has(id))
  // A misspelt id was accepted in vain.
  const hint = others.length > 0 ? `; accepted so far: ${others.join(', ')}` : ''
  const offer = `If you may use it, add --accept-licence ${asset.licence}${hint}`
  throw new AssetError(
    'assets/licence',
    `${asset.name} is not fetched: ${terms}. ${offer} (source: ${asset.url})`,
    undefined,
    `${terms}. ${offer}`,
  )
}
