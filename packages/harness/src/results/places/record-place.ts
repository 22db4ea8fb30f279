import { access, constants, rm, rmdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { diskRefusal, makeFolder, type Manifest } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { manifestFile, readManifest } from '../manifest-file.ts'

/** Files that the record of a scoring or an evaluation may have in its folder. */
export const recordNames = [
  'scores.jsonl',
  manifestFile,
  'results.json',
  'metrics.csv',
  'diff.csv',
  'run.json',
] as const

/**
 * Makes sure that a folder may take such a record: none of the files in it that would be written over belongs to a
 * run, or to nobody known.
 *
 * @returns the manifest of the scoring or evaluation that it takes the place of, if there is one
 * @throws HarnessError `harness/other-files` if there is such a file, `harness/newer-record`
 */
export async function requireRecordPlace(folder: string): Promise<Manifest | undefined> {
  const isThere = (name: string) => exists(path.join(folder, name))
  const earlier = (await isThere(manifestFile)) ? await readManifest(folder).catch(unlessNewer) : undefined
  if (earlier?.manifest.kind !== undefined) return earlier.manifest
  // Scores alone are what was written before there were records.
  for (const name of recordNames.slice(1)) {
    if (!(await isThere(name))) continue
    const of =
      earlier?.manifest.paper === undefined
        ? 'no scoring or evaluation'
        : `a run of ${earlier.manifest.paper}`
    throw new HarnessError(
      'harness/other-files',
      `${path.join(folder, name)} is of ${of}, and would be written over; name another folder`,
    )
  }
  return undefined
}

/**
 * Makes sure that a folder is there or can be made, and takes files, before anything is spent on what it is to hold. A
 * folder that is made for this is taken away again.
 *
 * @throws HarnessError `harness/run-files`
 */
export async function requireWritable(folder: string): Promise<void> {
  const made: string[] = []
  for (let each = folder; !(await exists(each)); each = path.dirname(each)) made.push(each)
  try {
    await makeFolder(folder)
    await access(folder, constants.W_OK)
  } catch (cause) {
    const why = diskRefusal(cause) ?? 'it is no folder, and none can be made there'
    throw new HarnessError('harness/run-files', `${folder} takes no files: ${why}`, { cause })
  } finally {
    for (const each of made) await rmdir(each).catch(() => undefined)
  }
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(() => true, () => false) // prettier-ignore
}

/** Begins to write a record: one that stands in the folder is none from now on. */
export async function beginRecord(folder: string): Promise<void> {
  await rm(path.join(folder, manifestFile), { force: true })
}

/** A manifest that cannot be read may be anybody's; one of a newer version is one of ours. */
function unlessNewer(error: unknown): null {
  if (error instanceof HarnessError && error.code === 'harness/newer-record') throw error
  return null
}
