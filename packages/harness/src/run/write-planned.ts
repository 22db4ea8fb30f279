import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, type RehearsedProgram } from '@retable/core'
import { HarnessError } from '../errors.ts'

/**
 * Refuses a folder that holds anything: the files of a dry run would stand among it, or in its place.
 *
 * @throws HarnessError `harness/out`
 */
export async function requireEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  })
  if (names.length === 0) return
  const message = `--out ${folder} is not empty; name a new folder for what a dry run writes`
  throw new HarnessError('harness/out', message)
}

/** Writes programs' files for their owner alone: what stands in settings, keys among it, stands in them. */
export async function writePlanned(programs: readonly Pick<RehearsedProgram, 'folder' | 'files'>[]) {
  for (const { folder, files } of programs) {
    await makeFolder(folder)
    await chmod(folder, 0o700)
    for (const { name, text } of files) {
      const file = path.join(folder, name)
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      await writeFile(file, text, { mode: 0o600 })
    }
  }
}
