import type { HubName } from './hub-name.ts'

/** How a model of the hub is fetched. */
export interface FetchHub {
  /** The store. */
  readonly directory: string
  readonly signal: AbortSignal
  readonly onProgress: (what: string) => void
}

/**
 * The folder of a model of the hub, verified file by file. HF_TOKEN opens gated ones, HF_ENDPOINT names another place of the
 * hub, RETABLE_MIRROR a folder that is looked in first.
 *
 * @throws AssetError `assets/gated` where the hub asks for an account that has accepted the licence; else as any download
 */
export async function fetchHub(
  name: HubName,
  { directory, signal, onProgress }: FetchHub,
): Promise<{ readonly folder: string; readonly hash: string }> {
  const { hubModel } = await import('@retable/assets')
  const { HF_TOKEN: token, HF_ENDPOINT: address, RETABLE_MIRROR: mirror } = process.env
  onProgress(`looks for the files of ${name.repository}`)
  return hubModel(name, {
    directory,
    token: token || undefined,
    address: address || undefined,
    mirror: mirror || undefined,
    signal,
    onProgress: ({ name: file, bytes }, received) => {
      const share = bytes > 0 ? `${Math.floor((100 * received) / bytes)} %` : `${received} bytes`
      onProgress(`fetching ${file}: ${share}`)
    },
  })
}
