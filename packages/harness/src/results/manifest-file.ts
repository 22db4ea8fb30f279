import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { canonicalJson, type Manifest } from '@retable/core'
import { HarnessError } from '../errors.ts'

/** Name of the file that is written last: a folder without it is no finished run. */
export const manifestFile = 'manifest.json'

/** The form of a record's files that is written now; a manifest that names none is of the first, of tables alone. */
export const recordFormat = 3

/** A record's manifest, and the form of the files beside it. */
export interface ReadManifest {
  readonly manifest: Manifest
  readonly format: number
}

/** A manifest as it stands in a file, keys in order; the form of the files is its last line, where it is named. */
export function manifestText(manifest: Manifest, format?: number): string {
  const ordered = JSON.parse(canonicalJson(manifest)) as object
  return pretty({ ...ordered, ...(format === undefined ? {} : { format }) })
}

/** As it stands in files for people to read, two spaces deep. */
export function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/**
 * Reads the manifest in a folder.
 *
 * @throws HarnessError `harness/newer-record` if a newer version wrote it, `harness/run-files` if it cannot be read
 */
export async function readManifest(folder: string): Promise<ReadManifest> {
  const file = path.join(folder, manifestFile)
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw unreadable(file, (cause as Error).message, cause)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unreadable(file, 'it is no object')
  const { format = 1, ...manifest } = value as { readonly format?: unknown }
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1)
    throw unreadable(file, 'its format is no whole number')
  if (format > recordFormat) {
    throw new HarnessError(
      'harness/newer-record',
      `${file}: a newer version of retable wrote this (format ${format}, and this one reads up to ${recordFormat}); update retable to read it`,
    )
  }
  return { manifest: manifest as Manifest, format }
}

/** A file of a record that is not what was written. */
export function unreadable(file: string, why: string, cause?: unknown): HarnessError {
  const message = `${file} cannot be read: ${why}; take the run’s folder away and run it again`
  return new HarnessError('harness/run-files', message, { cause })
}
