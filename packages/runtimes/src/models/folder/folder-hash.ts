import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { contentHash } from '@retable/core'
import { RuntimeError } from '../../errors.ts'

/** Lists a model folder's files with their hashes, where what made the folder wrote it. */
const listName = 'hashes.json'

/**
 * The hash of a model folder: sha256 of the canonical JSON of its files' sha256s by relative path, but for hashes.json,
 * which lists just these and is held against them where it is there. All bytes are read.
 *
 * @throws RuntimeError `runtimes/weights` where hashes.json lists other files than there are
 */
export async function folderHash(folder: string, signal?: AbortSignal): Promise<string> {
  const hashes: Record<string, string> = {}
  for (const name of await filesBelow(folder)) {
    if (name !== listName) hashes[name] = await fileHash(path.join(folder, name), signal)
  }
  const listed = await readFile(path.join(folder, listName), 'utf8').catch(() => null)
  if (listed !== null) requireListed(folder, listed, hashes)
  return contentHash(hashes)
}

/** Names of files, with slashes, also of those that links lead to. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const names: string[] = []
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name)
    const isFile = entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(file)))
    if (isFile) names.push(path.relative(folder, file).replaceAll(path.sep, '/'))
  }
  return names.toSorted()
}

function leadsToFile(link: string): Promise<boolean> {
  return stat(link).then(
    (target) => target.isFile(),
    () => false,
  )
}

async function fileHash(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 2 ** 20 }), hash, signal ? { signal } : {}).catch(
    (error: unknown) => {
      signal?.throwIfAborted()
      throw error
    },
  )
  return hash.digest('hex')
}

function requireListed(folder: string, text: string, hashes: Readonly<Record<string, string>>): void {
  const listed = parsed(text)
  const names = Object.keys({ ...listed, ...hashes }).toSorted()
  const other = names.find((name) => listed[name] !== hashes[name])
  if (other === undefined) return
  const fault =
    hashes[other] === undefined
      ? `lacks ${other}, which its ${listName} lists`
      : listed[other] === undefined
        ? `holds ${other}, which its ${listName} does not list`
        : `holds another ${other} than its ${listName} lists`
  throw new RuntimeError(
    'runtimes/weights',
    `${folder} ${fault}: it was changed after it was made; make it anew, or remove ${listName} to take it as it is`,
  )
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
