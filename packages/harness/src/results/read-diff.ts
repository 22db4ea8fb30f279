import path from 'node:path'
import { HarnessError } from '../errors.ts'
import { readManifest } from './manifest-file.ts'
import { readTable } from './read-csv.ts'
import { findRun, isFinished } from './places/find-run.ts'
import { sourcesOfPaper, sourcesOfRun, type ReadSources } from './read-sources.ts'

/** A row of a run's diff.csv, all texts. */
export interface DiffCsvRow {
  readonly paper: string
  readonly tier: string
  readonly cell: string
  readonly table: string
  readonly row: string
  readonly column: string
  readonly unit: string
  readonly reported: string
  readonly measured: string
  readonly standard_error: string
  readonly difference: string
  readonly ci_low: string
  readonly ci_high: string
  readonly verdict: string
  readonly reason: string
  /** What follows an older record lacks, and a replay. */
  readonly measured_unit?: string
  readonly resolution?: string
  readonly coarse?: string
  readonly reported_n?: string
  readonly n_from?: string
  readonly differences?: string
  readonly assumptions?: string
  /** What the reported number was read from, where that is known; it is no column of the file. */
  readonly read_from?: string | undefined
}

/** The diff of a finished run, or of a paper's recorded replay. */
export interface ReadDiff {
  /** The run's id in the store, or the folder as it was named. */
  readonly run: string
  readonly rows: readonly DiffCsvRow[]
}

/** Tier of the cells that a paper's released outputs give: they were recomputed, and no run left them. */
export const replayTier = 'replay'

/**
 * Reads the diff of a finished run by its folder, its id in the store, a beginning of that, or `latest`; or the recorded
 * replay in a folder, which is of no run and has no manifest.
 *
 * @throws HarnessError `harness/no-run`, `harness/ambiguous-run`, `harness/run-files`
 */
export async function readDiff(
  name: string,
  { storeDirectory, root }: { readonly storeDirectory: string; readonly root: string },
): Promise<ReadDiff> {
  const replay = await readReplay(path.resolve(name))
  if (replay !== undefined) {
    return { run: name, rows: withSources(replay, await sourcesOfPaper(root, replay[0]?.paper ?? '')) }
  }
  const { run, folder } = await findRun(name, storeDirectory)
  const { manifest } = await readManifest(folder)
  const isBeside = (manifest.kind === 'eval' || manifest.kind === 'judge') && manifest.beside !== undefined
  const hasDiff = manifest.kind === undefined || isBeside
  if (!hasDiff) {
    const of =
      manifest.kind === 'score'
        ? manifest.input.name
        : manifest.kind === 'judge'
          ? manifest.subject
          : manifest.endpoint.model
    const message = `${folder} holds the scores of ${of}, beside which nothing is reported; --paper sets them beside a paper’s cells`
    throw new HarnessError('harness/no-diff', message)
  }
  const rows = (await readTable<DiffCsvRow>(path.join(folder, diffFile))) ?? missing(folder)
  return { run, rows: withSources(rows, await sourcesOfRun(folder)) }
}

function withSources(rows: readonly DiffCsvRow[], sources: ReadSources): readonly DiffCsvRow[] {
  return rows.map((row) => (sources.has(row.cell) ? { ...row, read_from: sources.get(row.cell) } : row))
}

/**
 * A table of a paper's recorded results: of a finished run, or of a replay. Empty where nothing is recorded.
 *
 * @throws HarnessError `harness/run-files` if a file cannot be read
 */
export async function readRecorded<Row>(folder: string, name: string): Promise<readonly Row[]> {
  const isThere = path.basename(folder) === replayTier || (await isFinished(folder))
  return isThere ? ((await readTable<Row>(path.join(folder, name))) ?? []) : []
}

const diffFile = 'diff.csv'

/** The diff in a folder of a replay; undefined where it is none. */
async function readReplay(folder: string): Promise<readonly DiffCsvRow[] | undefined> {
  if (await isFinished(folder)) return undefined
  const rows = await readTable<DiffCsvRow>(path.join(folder, diffFile)).catch(() => undefined)
  return rows !== undefined && rows.length > 0 && rows.every(({ tier }) => tier === replayTier)
    ? rows
    : undefined
}

function missing(folder: string): never {
  const message = `${path.join(folder, diffFile)} is missing; take the run’s folder away and run it again`
  throw new HarnessError('harness/run-files', message)
}
