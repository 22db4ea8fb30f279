import { RetableError, type HistoryRow } from '@retable/core'
import { itemFacts } from '../compare/item-facts.ts'
import { HarnessError } from '../errors.ts'
import { nearestName } from '../names/nearest-name.ts'
import { portionsOf } from '../portions.ts'
import type { FoundRun } from '../results/places/find-run.ts'
import { withChanges } from './changes.ts'
import { recordsIn, storedRecords, type PassedOver } from './find-records.ts'
import { readEntries, type Entry } from './read-entry.ts'

/** What of the history is asked for. */
export interface HistoryRequest {
  /** Where records are looked for; the store if there are none. */
  readonly folders: readonly string[]
  readonly storeDirectory: string
  readonly family?: string | undefined
  /** A benchmark's id, or a setting's name. */
  readonly benchmark?: string | undefined
  readonly metric?: string | undefined
}

/** Runs by family, then by time. */
export interface History {
  readonly rows: readonly HistoryRow[]
  /** What should be a record and cannot be read. */
  readonly passedOver: readonly PassedOver[]
}

/**
 * Reads the runs of a store, or the records in folders. Records without a time come first, by their folders' names.
 *
 * @throws HarnessError `harness/no-folder`; `harness/no-history` where runs are there, and none is what is asked for
 */
export async function readHistory(request: HistoryRequest): Promise<History> {
  const { folders, storeDirectory, metric } = request
  const found = folders.length === 0 ? await storedRecords(storeDirectory) : await recordsIn(folders)
  const passedOver = [...found.passedOver]
  const runs: (readonly Entry[])[] = []
  // So many files are open at a time.
  for (const portion of portionsOf(found.records, 32)) {
    const read = await Promise.all(portion.map((record) => entriesOf(record, metric)))
    for (const each of read) {
      if ('why' in each) passedOver.push(each)
      else runs.push(each)
    }
  }
  const all = runs.flat().map(({ row }) => row)
  if (all.length === 0 && runs.length > 0 && metric !== undefined) {
    throw new HarnessError('harness/no-history', `no run measured "${metric}"`)
  }
  requireKnown(all, request)
  const asked = runs
    .map((entries) => entries.filter(({ row }) => isAsked(row, request)))
    .filter((entries) => entries.length > 0)
    .toSorted((a, b) => inTime(a[0]!.row, b[0]!.row))
  const families = Map.groupBy(asked, (entries) => entries[0]!.row.family)
  const factsOf = itemFacts(undefined)
  const rows: HistoryRow[] = []
  for (const family of [...families.keys()].toSorted()) {
    rows.push(...(await withChanges(families.get(family)!, factsOf)))
  }
  return { rows, passedOver }
}

async function entriesOf(record: FoundRun, metric?: string): Promise<readonly Entry[] | PassedOver> {
  try {
    return await readEntries(record, metric)
  } catch (error) {
    if (error instanceof RetableError) return { folder: record.run, why: error.message }
    throw error
  }
}

function isAsked(row: HistoryRow, { family, benchmark }: HistoryRequest): boolean {
  if (family !== undefined && row.family !== family) return false
  return benchmark === undefined || row.benchmark === benchmark || row.series === benchmark
}

function requireKnown(rows: readonly HistoryRow[], request: HistoryRequest): void {
  if (rows.length === 0) return
  const { family, benchmark } = request
  const families = new Set(rows.map((row) => row.family))
  if (family !== undefined && !families.has(family)) throw unknown('family', family, families)
  const within = rows.filter((row) => family === undefined || row.family === family)
  const benchmarks = new Set(within.flatMap((row) => [row.series, row.benchmark ?? row.series]))
  if (benchmark !== undefined && !benchmarks.has(benchmark)) throw unknown('benchmark', benchmark, benchmarks)
}

function unknown(what: string, name: string, known: ReadonlySet<string>): HarnessError {
  const nearest = nearestName(name, [...known])
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`
  return new HarnessError('harness/no-history', `no run is of the ${what} "${name}"${hint}`)
}

function inTime(a: HistoryRow, b: HistoryRow): number {
  const [one, other] = [a.finished ?? '', b.finished ?? '']
  if (one !== other) return one < other ? -1 : 1
  return a.folder.localeCompare(b.folder, 'en', { numeric: true })
}
