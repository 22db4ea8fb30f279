import type { Asset } from '@retable/core'
import { openDownload, type DownloadOptions } from '../download.ts'
import { AssetError } from '../errors.ts'
import type { Source } from '../write-verified.ts'
import { hubAddress, type HubPin } from './hub-pin.ts'

/** What opens a file of the hub. */
export interface HubFileOptions extends Pick<DownloadOptions, 'from'> {
  /** Of an account of the hub; it goes to the hub alone, and into no message. */
  readonly token?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Opens a pinned file of the hub.
 *
 * @throws AssetError `assets/gated` where the hub asks for an account that has accepted the licence; else as a download
 */
export async function openHubFile(pin: HubPin, asset: Asset, options: HubFileOptions): Promise<Source> {
  const { token, signal, from } = options
  return openDownload(asset, signal, {
    from,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    refused: (status) =>
      status === 401 || status === 403 ? new AssetError('assets/gated', gatedText(pin, token)) : undefined,
  })
}

function gatedText({ kind, repository }: HubPin, token: string | undefined): string {
  const page = `${hubAddress}/${kind === 'dataset' ? 'datasets/' : ''}${repository}`
  return token === undefined
    ? `${repository} is given to accounts only that have accepted its licence: accept it on ${page}, and set HF_TOKEN to a token of that account`
    : `${repository} is not given to the account of HF_TOKEN: accept its licence on ${page} with that account, or take a token that may read it`
}
