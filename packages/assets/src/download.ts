import type { Asset } from '@retable/core'
import { AssetError } from './errors.ts'
import type { Source } from './write-verified.ts'

/** What a download may be opened with. */
export interface DownloadOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** The byte to begin with; a server that cannot gives the whole file. */
  readonly from?: number | undefined
  /** What a status means beside the usual. */
  readonly refused?: (status: number) => AssetError | undefined
}

/**
 * Opens an asset's URL.
 *
 * @throws AssetError `assets/missing` for a status other than 200 and for a file that lies in mirrors only,
 * `assets/unavailable` for one that may be another in a moment (429, 5xx), `assets/no-network` if nothing answers
 */
export async function openDownload(
  asset: Asset,
  signal?: AbortSignal,
  { headers = {}, from = 0, refused }: DownloadOptions = {},
): Promise<Source> {
  if (!/^https?:/.test(asset.url)) {
    throw new AssetError(
      'assets/missing',
      `${asset.name} (${asset.url}) is published nowhere: only a mirror can hold it; name one in RETABLE_MIRROR`,
    )
  }
  const range = from > 0 ? { range: `bytes=${from}-` } : {}
  const response = await connect(asset, { ...headers, ...range }, signal)
  const isPart = from > 0 && response.status === 206
  if (!(isPart || response.status === 200) || response.body === null) {
    await response.body?.cancel()
    // Nothing behind that byte: what is there is whole or wrong, and is begun anew.
    if (from > 0 && response.status === 416)
      return openDownload(asset, signal, { headers, ...(refused && { refused }) })
    throw refused?.(response.status) ?? refusal(asset, response.status)
  }
  return { name: asset.url, bytes: received(asset, response.body, signal), ...(isPart && { from }) }
}

function refusal(asset: Asset, status: number): AssetError {
  if (status === 429 || status >= 500) {
    const { host } = new URL(asset.url)
    return new AssetError(
      'assets/unavailable',
      `${asset.name} cannot be fetched now: ${host} answers HTTP ${status}; run the command again later, or name a mirror in RETABLE_MIRROR`,
    )
  }
  return new AssetError(
    'assets/missing',
    `${asset.name} is not at ${asset.url} any more (HTTP ${status}); a copy with its sha256 in RETABLE_MIRROR would serve`,
  )
}

async function connect(
  asset: Asset,
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(asset.url, { headers, ...(signal ? { signal } : {}) })
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
