import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { contentHash } from './canonical-json.ts'

/** Where a folder's own hashes may stand; it is no part of what is hashed. */
export const hashesFile = 'hashes.json'

/**
 * sha256 of a file's bytes, read piece by piece.
 *
 * @throws the signal's reason
 */
export async function fileHash(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 2 ** 20 }), hash, signal ? { signal } : {}).catch(
    (error: unknown) => {
      signal?.throwIfAborted()
      throw error
    },
  )
  return hash.digest('hex')
}

/**
 * sha256 of every file below a folder, by its path from there with slashes, `hashes.json` left out. A link to a file is
 * that file; a link to a folder is none of it.
 */
export async function hashesIn(
  folder: string,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const hashes: Record<string, string> = {}
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name)
    const name = path.relative(folder, file).split(path.sep).join('/')
    const isFile = entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(file)))
    if (isFile && name !== hashesFile) hashes[name] = await fileHash(file, signal)
  }
  return hashes
}

/** The hash of a folder's content: of the hashes of its files by their names. */
export async function folderHash(folder: string): Promise<string> {
  return contentHash(await hashesIn(folder))
}

function leadsToFile(link: string): Promise<boolean> {
  return stat(link).then(
    (target) => target.isFile(),
    () => false,
  )
}
