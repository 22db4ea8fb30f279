import { readFile, readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { HarnessError } from '../errors.ts'
import { runFolders, type FoundRun } from '../results/find-run.ts'
import { manifestFile } from '../results/manifest-file.ts'

/** A folder that should hold a record and does not, with a reason. */
export interface PassedOver {
  readonly folder: string
  readonly why: string
}

/** Folders with records, and those that are passed over. */
export interface FoundRecords {
  readonly records: readonly FoundRun[]
  readonly passedOver: readonly PassedOver[]
}

/** The runs of a store; one that is not finished is passed over. */
export async function storedRecords(storeDirectory: string): Promise<FoundRecords> {
  const found = await Promise.all((await runFolders(storeDirectory)).map(recordIn))
  return together(found)
}

/**
 * The records in folders and in all folders below them; each once. Folders of others are no records.
 *
 * @throws HarnessError `harness/no-folder` for a folder that is not there
 */
export async function recordsIn(folders: readonly string[]): Promise<FoundRecords> {
  const seen = new Set<string>()
  const found: FoundRecords[] = []
  for (const folder of folders) {
    const kind = await stat(folder).catch(() => undefined)
    if (kind?.isDirectory() !== true) {
      const why = kind === undefined ? 'there is no such folder' : 'it is no folder'
      throw new HarnessError('harness/no-folder', `${folder} holds no records: ${why}`)
    }
    for await (const each of foldersBelow(folder)) {
      const place = await realpath(each)
      if (seen.has(place)) continue
      seen.add(place)
      if (await isOurs(each)) found.push(await recordIn({ run: each, folder: path.resolve(each) }))
    }
  }
  return together(found)
}

async function* foldersBelow(folder: string): AsyncGenerator<string> {
  yield folder
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules') continue
    yield* foldersBelow(path.join(folder, entry.name))
  }
}

async function recordIn(run: FoundRun): Promise<FoundRecords> {
  const isThere = await stat(path.join(run.folder, manifestFile)).then((entry) => entry.isFile(), () => false) // prettier-ignore
  if (isThere) return { records: [run], passedOver: [] }
  return { records: [], passedOver: [{ folder: run.run, why: `not finished: it has no ${manifestFile}` }] }
}

/** Whether a folder holds what a record's writer leaves, whole or half: others have files of such names, but not two. */
async function isOurs(folder: string): Promise<boolean> {
  const names = new Set((await readdir(folder).catch(() => [])).map((name) => name.replace(/\.gz$/, '')))
  const others = ['results.json', 'scores.jsonl', 'metrics.csv', 'run.json'].filter((name) => names.has(name))
  if (!names.has(manifestFile)) return others.length > 1
  const text = await readFile(path.join(folder, manifestFile), 'utf8').catch(() => '')
  try {
    const { kind, paper, tier } = JSON.parse(text) as Readonly<Record<string, unknown>>
    return kind === 'eval' || kind === 'score' || (typeof paper === 'string' && typeof tier === 'string')
  } catch {
    return others.length > 0
  }
}

function together(found: readonly FoundRecords[]): FoundRecords {
  return {
    records: found.flatMap(({ records }) => records),
    passedOver: found.flatMap(({ passedOver }) => passedOver),
  }
}
