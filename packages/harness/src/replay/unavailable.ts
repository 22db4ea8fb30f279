import type { AssetError } from '@retable/assets'

/** Why a pinned file could not be had. Files under one licence have one reason, so that it is said once. */
export function whyNotHad({ licence, message }: AssetError): string {
  return licence === undefined ? message : `not fetched: ${licence}`
}
