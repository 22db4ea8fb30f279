import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { contentHash, hashesFile, hashesIn } from '@retable/core'
import { RuntimeError } from '../../errors.ts'

/**
 * The hash of a model folder as its files are now, all bytes read; hashes.json, which what made the folder may have
 * written, is held against them.
 *
 * @throws RuntimeError `runtimes/weights` where hashes.json lists other files than there are
 */
export async function checkedFolderHash(folder: string, signal?: AbortSignal): Promise<string> {
  const hashes = await hashesIn(folder, signal)
  const listed = await readFile(path.join(folder, hashesFile), 'utf8').catch(() => null)
  if (listed !== null) requireListed(folder, listed, hashes)
  return contentHash(hashes)
}

function requireListed(folder: string, text: string, hashes: Readonly<Record<string, string>>): void {
  const listed = parsed(text)
  const names = Object.keys({ ...listed, ...hashes }).toSorted()
  const other = names.find((name) => listed[name] !== hashes[name])
  if (other === undefined) return
  const fault =
    hashes[other] === undefined
      ? `lacks ${other}, which its ${hashesFile} lists`
      : listed[other] === undefined
        ? `holds ${other}, which its ${hashesFile} does not list`
        : `holds another ${other} than its ${hashesFile} lists`
  throw new RuntimeError(
    'runtimes/weights',
    `${folder} ${fault}: it was changed after it was made; make it anew, or remove ${hashesFile} to take it as it is`,
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
