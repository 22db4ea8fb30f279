import type { Asset } from '@retable/core'
import { AssetError } from './errors.ts'
import type { Source } from './write-verified.ts'

/**
 * Opens an asset's URL.
 *
 * @throws AssetError `assets/missing` for a status other than 200 and for a file that lies in mirrors only,
 * `assets/unavailable` for one that may be another in a moment (429, 5xx), `assets/no-network` if nothing answers
 */
export async function openDownload(asset: Asset, signal?: AbortSignal): Promise<Source> {
  if (!/^https?:/.test(asset.url)) {
    throw new AssetError(
      'assets/missing',
      `${asset.name} (${asset.url}) is published nowhere: only a mirror can hold it; name one in RETABLE_MIRROR`,
    )
  }
  const response = await connect(asset, signal)
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel()
    if (response.status === 429 || response.status >= 500) {
      const { host } = new URL(asset.url)
      throw new AssetError(
        'assets/unavailable',
        `${asset.name} cannot be fetched now: ${host} answers HTTP ${response.status}; run the command again later, or name a mirror in RETABLE_MIRROR`,
      )
    }
    throw new AssetError(
      'assets/missing',
      `${asset.name} is not at ${asset.url} any more (HTTP ${response.status}); a copy with its sha256 in RETABLE_MIRROR would serve`,
    )
  }
  return { name: asset.url, bytes: received(asset, response.body, signal) }
}

async function connect(asset: Asset, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(asset.url, signal ? { signal } : {})
  } catch (error) {
    if (signal?.aborted) throw error
    throw unreachable(asset, error)
  }
}

async function* received(
  asset: Asset,
  body: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const chunk of body) {
      bytes += chunk.length
      yield chunk
    }
  } catch (error) {
    if (signal?.aborted) throw error
    throw new AssetError(
      'assets/truncated',
      `${asset.name} from ${asset.url} broke off after ${bytes} of ${asset.bytes || 'unknown'} bytes; run the command again`,
      error,
    )
  }
}

function unreachable(asset: Asset, error: unknown): AssetError {
  const { cause } = error as { cause?: NodeJS.ErrnoException }
  const reason = cause?.code ?? cause?.message ?? (error as Error).message
  return new AssetError(
    'assets/no-network',
    `${asset.name} cannot be fetched: ${new URL(asset.url).host} does not answer (${reason}); connect to a network, or name a mirror in RETABLE_MIRROR`,
    error,
  )
}
