import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { HarnessError } from '../../errors.ts'
import { isPath } from '../../names/is-path.ts'
import { nearestName } from '../../names/nearest-name.ts'
import { manifestFile, readManifest } from '../manifest-file.ts'

/** A folder of a finished run. */
export interface FoundRun {
  /** Its id in the store, or the folder as it was named. */
  readonly run: string
  readonly folder: string
}

/** Whether a folder holds a finished run. */
export async function isFinished(folder: string): Promise<boolean> {
  return (await finishedAt(folder)) !== undefined
}

/** The runs of a store that are finished, the one that was run last first. */
export async function storedRuns(storeDirectory: string): Promise<readonly FoundRun[]> {
  const all = await runFolders(storeDirectory)
  const finished = await Promise.all(all.map(async (run) => ({ run, at: await finishedAt(run.folder) })))
  return finished
    .flatMap(({ run, at }) => (at === undefined ? [] : { run, at }))
    .toSorted((a, b) => b.at - a.at || (a.run.run < b.run.run ? -1 : 1))
    .map(({ run }) => run)
}

/**
 * The finished run that a name means: a folder of its files, an id in the store or an unambiguous beginning of one, or
 * `latest` for the one that was run last; else the evaluation of the model of that name.
 *
 * @throws HarnessError `harness/no-run` if there is none, `harness/ambiguous-run` if there are several
 */
export async function findRun(name: string, storeDirectory: string): Promise<FoundRun> {
  const folder = path.resolve(name)
  const all = await storedRuns(storeDirectory)
  const stored = isPath(name) ? [] : all
  const exact = stored.find(({ run }) => run === name)
  if (exact !== undefined) return exact
  if (await isFinished(folder)) return { run: name, folder }
  const [latest] = stored
  if (name === 'latest' && latest !== undefined) return latest
  const begun = name === '' ? [] : stored.filter(({ run }) => run.startsWith(name))
  if (begun.length === 1) return begun[0]!
  if (begun.length > 1) throw ambiguous(`"${name}" is the beginning of`, begun)
  const ofModel = name === '' ? [] : await evalsOf(name, all)
  if (ofModel.length === 1) return ofModel[0]!
  if (ofModel.length > 1) throw ambiguous(`the model ${name} has`, ofModel)
  throw new HarnessError('harness/no-run', await noRunText(name, stored, storeDirectory))
}

function ambiguous(what: string, runs: readonly FoundRun[]): HarnessError {
  const some = runs.slice(0, 3).map(({ run }) => run)
  const others = runs.length > 3 ? ` and ${runs.length - 3} more` : ''
  return new HarnessError(
    'harness/ambiguous-run',
    `${what} ${runs.length} runs: ${some.join(', ')}${others}; give more of the id, and ./retable list runs tells them apart`,
  )
}

/** The evaluations of a model, by the name that it was asked by. */
async function evalsOf(model: string, runs: readonly FoundRun[]): Promise<readonly FoundRun[]> {
  const manifests = await Promise.all(runs.map(({ folder }) => readManifest(folder).catch(() => undefined)))
  return runs.filter((_run, i) => {
    const manifest = manifests[i]?.manifest
    return manifest?.kind === 'eval' && manifest.endpoint.model === model
  })
}

async function noRunText(name: string, stored: readonly FoundRun[], storeDirectory: string): Promise<string> {
  const folders = [path.resolve(name), ...(isPath(name) ? [] : [path.join(storeDirectory, 'runs', name)])]
  for (const folder of folders) {
    const isFolder = await stat(folder).then((entry) => entry.isDirectory(), () => false) // prettier-ignore
    if (isFolder && name !== '') {
      return `there is no finished run in ${folder}: it has no ${manifestFile}; the command that began it goes on with it`
    }
  }
  if (isPath(name)) return `there is no finished run in ${path.resolve(name)}: there is no such folder`
  const nearest = nearestName(name, stored.map(({ run }) => run)) // prettier-ignore
  const hint = nearest === undefined || name === 'latest' ? '' : `did you mean ${nearest}? `
  return `there is no finished run "${name}"; ${hint}./retable list runs names them all`
}

/** Every folder of the store's runs, finished or not. */
export async function runFolders(storeDirectory: string): Promise<readonly FoundRun[]> {
  const runs = path.join(storeDirectory, 'runs')
  const entries = await readdir(runs, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
  return entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => ({ run: name, folder: path.join(runs, name) }))
    .toSorted((a, b) => (a.run < b.run ? -1 : 1))
}

/** When a run was finished, or last found to be; undefined for a folder that holds none. */
async function finishedAt(folder: string): Promise<number | undefined> {
  return stat(path.join(folder, manifestFile)).then(
    (entry) => (entry.isFile() ? entry.mtimeMs : undefined),
    () => undefined,
  )
}
