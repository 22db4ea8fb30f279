import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { contentHash } from './canonical-json.ts'

/** Where a folder's own hashes may stand; it is no part of what is hashed. */
export const hashesFile = 'hashes.json'

/** sha256 of a file's bytes, read piece by piece. */
export async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** sha256 of every file below a folder, by its path from there with slashes, `hashes.json` left out. */
export async function hashesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => name !== hashesFile)
    .toSorted()
  const hashes: Record<string, string> = {}
  for (const name of files) hashes[name] = await fileHash(path.join(folder, name))
  return hashes
}

/** The hash of a folder's content: of the hashes of its files by their names. */
export async function folderHash(folder: string): Promise<string> {
  return contentHash(await hashesIn(folder))
}
