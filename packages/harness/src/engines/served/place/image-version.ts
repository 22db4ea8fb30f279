import { stat } from 'node:fs/promises'
import { fileHash } from '@retable/core'
import { HarnessError } from '../../../errors.ts'

/** Hashes of this process's life, by path, size and time: an image has gigabytes. */
const hashed = new Map<string, Promise<string>>()

/**
 * What tells an image from another: the pin, or the hash of one that is a file.
 *
 * @param image - `NAME@sha256:…`, or a file's whole path
 * @throws HarnessError `harness/image` where the file cannot be read
 */
export async function imageVersion(image: string): Promise<string> {
  if (!image.startsWith('/')) return image
  try {
    const { size, mtimeMs } = await stat(image)
    const key = `${image} ${size} ${mtimeMs}`
    const hash = hashed.get(key) ?? fileHash(image)
    hashed.set(key, hash)
    return `sha256:${await hash}`
  } catch (cause) {
    const message = `the image ${image} cannot be read: ${(cause as Error).message}`
    throw new HarnessError('harness/image', message, { kind: 'environment', cause })
  }
}
