import { readFile, readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { HarnessError } from '../errors.ts'
import { portionsOf } from '../portions.ts'
import { runFolders, type FoundRun } from '../results/places/find-run.ts'
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
  const below: ListedFolder[] = []
  for (const folder of folders) {
    const kind = await stat(folder).catch(() => undefined)
    if (kind?.isDirectory() !== true) {
      const why = kind === undefined ? 'there is no such folder' : 'it is no folder'
      throw new HarnessError('harness/no-folder', `${folder} holds no records: ${why}`)
    }
    for await (const each of foldersBelow(folder)) if (mayBeOurs(each.files)) below.push(each)
  }
  const seen = new Set<string>()
  const found: FoundRecords[] = []
  for (const portion of portionsOf(below, 32)) {
    const places = await Promise.all(
      portion.map(async (each) => ((await isOurs(each)) ? await realpath(each.folder) : undefined)),
    )
    for (const [i, place] of places.entries()) {
      const { folder, files } = portion[i]!
      if (place === undefined || seen.has(place)) continue
      seen.add(place)
      found.push(recordOf({ run: folder, folder: path.resolve(folder) }, files.has(manifestFile)))
    }
  }
  return together(found)
}

/** A folder, and the names of its files without `.gz`. */
interface ListedFolder {
  readonly folder: string
  readonly files: ReadonlySet<string>
}

async function* foldersBelow(folder: string): AsyncGenerator<ListedFolder> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name.replace(/\.gz$/, ''))
  yield { folder, files: new Set(names) }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules') continue
    yield* foldersBelow(path.join(folder, entry.name))
  }
}

async function recordIn(run: FoundRun): Promise<FoundRecords> {
  const isThere = await stat(path.join(run.folder, manifestFile)).then((entry) => entry.isFile(), () => false) // prettier-ignore
  return recordOf(run, isThere)
}

function recordOf(run: FoundRun, isFinished: boolean): FoundRecords {
  if (isFinished) return { records: [run], passedOver: [] }
  return { records: [], passedOver: [{ folder: run.run, why: `not finished: it has no ${manifestFile}` }] }
}

/** What a record's writer leaves beside its manifest: others have a file of such a name, but not two. */
function filesOfRecord(files: ReadonlySet<string>): number {
  return ['results.json', 'scores.jsonl', 'metrics.csv', 'run.json'].filter((name) => files.has(name)).length
}

function mayBeOurs(files: ReadonlySet<string>): boolean {
  return files.has(manifestFile) || filesOfRecord(files) > 1
}

/** Whether a folder holds a record, whole or half; a manifest may be anybody's. */
async function isOurs({ folder, files }: ListedFolder): Promise<boolean> {
  if (!files.has(manifestFile)) return true
  const text = await readFile(path.join(folder, manifestFile), 'utf8').catch(() => '')
  try {
    const { kind, paper, tier } = JSON.parse(text) as Readonly<Record<string, unknown>>
    return (
      kind === 'eval' ||
      kind === 'score' ||
      kind === 'judge' ||
      (typeof paper === 'string' && typeof tier === 'string')
    )
  } catch {
    return filesOfRecord(files) > 0
  }
}

function together(found: readonly FoundRecords[]): FoundRecords {
  return {
    records: found.flatMap(({ records }) => records),
    passedOver: found.flatMap(({ passedOver }) => passedOver),
  }
}
