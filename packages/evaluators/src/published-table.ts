import type { Benchmark, JudgeBenchmark, PublishedRow, ReadAsset } from '@retable/core'
import { registry } from './registry.generated.ts'

/** A row of a published table of a benchmark; papers whose cells are such figures read it by this name. */
export interface PublishedRowName {
  readonly benchmark: string
  /** Id of the table. */
  readonly table: string
  readonly subject: string
}

/**
 * The figures of a row as the table prints them, digit by digit, by metric, in the table's unit.
 *
 * @throws RangeError if there is no such row
 */
export async function publishedFigures(
  name: PublishedRowName,
  read: ReadAsset,
): Promise<ReadonlyMap<string, string>> {
  const found = await load(name)
  let rows: readonly PublishedRow[] | undefined
  if ('kind' in found) rows = await found.leaderboards.find(({ id }) => id === name.table)?.published(read)
  else {
    const board = found.leaderboards.find(({ id }) => id === name.table)
    if (board) rows = board.parsePublished(new TextDecoder().decode(await read(board.published)))
  }
  const row = rows?.find(({ subject }) => subject === name.subject)
  if (row === undefined) throw new RangeError(`${textOf(name)}: there is no such row`)
  return new Map(row.cells.map(({ metric, printed }) => [metric, printed]))
}

/**
 * What the released judgements of a row give, by metric.
 *
 * @throws RangeError if there is no such table, or nothing of the row was released
 */
export async function recomputedFigures(
  name: PublishedRowName,
  read: ReadAsset,
): Promise<ReadonlyMap<string, number>> {
  const found = await load(name)
  const tables = 'kind' in found ? found.leaderboards : []
  const row = await tables.find(({ id }) => id === name.table)?.recompute(name.subject, read)
  if (!row) throw new RangeError(`${textOf(name)}: nothing of it can be recomputed`)
  return new Map(row.measurements.map(({ name: metric, value }) => [metric, value]))
}

/** A figure of a row, which must be there. */
export function figureOf<T extends number | string>(figures: ReadonlyMap<string, T>, metric: string): T {
  const value = figures.get(metric)
  if (value === undefined)
    throw new RangeError(`no figure "${metric}" among ${[...figures.keys()].join(', ')}`)
  return value
}

async function load(name: PublishedRowName): Promise<Benchmark | JudgeBenchmark> {
  const found = await registry[name.benchmark]?.()
  if (found === undefined) throw new RangeError(`${textOf(name)}: there is no such benchmark`)
  return found
}

function textOf({ benchmark, table, subject }: PublishedRowName): string {
  return `row ${subject} of ${table} of ${benchmark}`
}
