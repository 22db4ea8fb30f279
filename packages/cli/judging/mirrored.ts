import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

/** A pinned file of the mirror by its repository and its path there. */
export async function mirrored(repository: string, file: string): Promise<string> {
  const mirror = process.env['RETABLE_MIRROR'] ?? ''
  const index = await readFile(path.join(mirror, 'index.csv'), 'utf8')
  const row = index
    .split('\n')
    .find(
      (line) =>
        line.includes(`,${repository},`) && (line.includes(`,${file},`) || line.includes(`,"${file}",`)),
    )
  if (row === undefined) throw new Error(`the mirror lacks ${file} of ${repository}`)
  const sha256 = row.slice(0, 64)
  return gunzipSync(await readFile(path.join(mirror, sha256.slice(0, 2), `${sha256}.gz`))).toString()
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
