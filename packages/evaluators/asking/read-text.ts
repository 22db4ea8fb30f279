import type { Asset, ReadAsset } from '@retable/core'

/** A pinned file as text. */
export async function readText(asset: Asset, read: ReadAsset): Promise<string> {
  return new TextDecoder().decode(await read(asset))
}

/** A pinned file of JSON values, one a line. */
export async function readLines<T>(asset: Asset, read: ReadAsset): Promise<T[]> {
  const text = await readText(asset, read)
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as T]))
}
