import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ImageProgram } from '../context.ts'

/** Where a lock file's environment is made by an image's own Python; it works in that image alone, at that path. */
export async function imageEnvironment(
  lockFile: string,
  { directory, image }: { readonly directory: string; readonly image: ImageProgram },
): Promise<{ readonly folder: string; readonly environment: string; readonly python: string }> {
  const lock = createHash('sha256').update(await readFile(lockFile))
  const digest = image.image.slice(image.image.indexOf('@') + 1)
  const key = createHash('sha256')
    .update(JSON.stringify([lock.digest('hex'), digest, image.python]))
    .digest('hex')
  const folder = path.join(directory, 'python-images', key.slice(0, 16))
  const environment = path.join(folder, 'environment')
  return { folder, environment, python: path.join(environment, 'bin/python') }
}
