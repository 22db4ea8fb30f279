import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

/** A pinned file of the mirror by the beginning of its sha256. */
export async function mirrored(sha256: string): Promise<string> {
  const folder = path.join(process.env['RETABLE_MIRROR'] ?? '', sha256.slice(0, 2))
  const name = (await readdir(folder)).find((each) => each.startsWith(sha256))
  return gunzipSync(await readFile(path.join(folder, name ?? sha256))).toString()
}

/** A gzipped or plain file of the golden data. */
export async function golden(name: string): Promise<string> {
  const bytes = await readFile(path.join(process.env['RETABLE_GOLDEN'] ?? '', name))
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
}

/** Values of a text that has one a line. */
export function lines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T)
}
