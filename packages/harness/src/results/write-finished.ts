import { createHash } from 'node:crypto'
import { readFile, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import { diskRefusal, fileHash, makeFolder, writeWhole } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { isFinished } from './places/find-run.ts'
import { manifestFile } from './manifest-file.ts'

/** What a file holds; a large one is made piece by piece, each time that it is needed. */
type Content = string | Uint8Array | (() => Iterable<string>)

/** Files of a run by name, its manifest among them. */
type RunFiles = Readonly<Record<string, Content>> & Readonly<Record<typeof manifestFile, string>>

/**
 * Writes the files of a finished run, the manifest last, since a folder with a manifest is a finished run: one that
 * stands there from before is taken away first. Where all files are there already, nothing is written.
 *
 * @param facts - files that differ each time; written only with the others
 * @param absent - files that are removed, as they would be of another run
 * @returns whether anything was written
 * @throws HarnessError `harness/run-files` if the disk refuses them
 */
export async function writeFinished(
  folder: string,
  files: RunFiles,
  facts: Readonly<Record<string, string>> = {},
  { absent = [] }: { readonly absent?: readonly string[] } = {},
): Promise<boolean> {
  const manifest = path.join(folder, manifestFile)
  try {
    const isLeft = await Promise.all(absent.map((name) => isThere(path.join(folder, name))))
    if (!isLeft.includes(true) && (await stands(folder, files, Object.keys(facts)))) {
      // What was run last is told by the manifest's time.
      const now = new Date()
      await utimes(manifest, now, now).catch(() => undefined)
      return false
    }
    await makeFolder(folder)
    await rm(manifest, { force: true })
    for (const name of absent) await rm(path.join(folder, name), { force: true })
    const { [manifestFile]: last, ...others } = files
    for (const [name, content] of Object.entries({ ...others, ...facts })) {
      await writeWhole(path.join(folder, name), typeof content === 'function' ? content() : content)
    }
    await writeWhole(manifest, last)
    return true
  } catch (error) {
    const why = diskRefusal(error)
    if (why === undefined) throw error
    throw new HarnessError(
      'harness/run-files',
      `the run’s files cannot be written to ${folder}: ${why}; what was measured is kept, and the same command goes on`,
      { kind: 'environment', cause: error },
    )
  }
}

/** Whether a folder holds these very files, and readable ones by the other names. */
async function stands(folder: string, files: RunFiles, others: readonly string[]): Promise<boolean> {
  if (!(await isFinished(folder))) return false
  for (const [name, content] of Object.entries(files)) {
    const there = await fileHash(path.join(folder, name)).catch(() => undefined)
    if (there !== hashOf(content)) return false
  }
  for (const name of others) {
    if (!isJson(await textOf(path.join(folder, name)))) return false
  }
  return true
}

function hashOf(content: Content): string {
  const hash = createHash('sha256')
  if (typeof content !== 'function') return hash.update(content).digest('hex')
  for (const piece of content()) hash.update(piece)
  return hash.digest('hex')
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(() => true, () => false) // prettier-ignore
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined)
}

function isJson(text: string | undefined): boolean {
  try {
    return typeof JSON.parse(text ?? '') === 'object'
  } catch {
    return false
  }
}
