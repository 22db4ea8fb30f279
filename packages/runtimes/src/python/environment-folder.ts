import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** The folder of a lock file's environment, among environments that are kept by the hash of theirs. */
export async function environmentFolder(lockFile: string, directory: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(lockFile))
  return path.join(directory, hash.digest('hex').slice(0, 16))
}

/** The interpreter of an environment in its folder. */
export function pythonOf(environment: string): string {
  return path.join(environment, 'bin/python')
}
