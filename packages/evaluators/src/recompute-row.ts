import type { ReadAsset } from '@retable/core'
import { registry } from './registry.generated.ts'

/** A row of a published table of a benchmark of judgements. */
export interface PublishedRowName {
  readonly benchmark: string
  /** Id of the table. */
  readonly table: string
  readonly subject: string
}

/**
 * What the released judgements of a row give, by metric; for papers whose cells are such figures.
 *
 * @throws RangeError if there is no such table, or nothing of the row was released
 */
export async function recomputeRow(
  { benchmark, table, subject }: PublishedRowName,
  read: ReadAsset,
): Promise<ReadonlyMap<string, number>> {
  const found = await registry[benchmark]?.()
  const tables = found !== undefined && 'kind' in found ? found.leaderboards : []
  const metrics = await tables.find(({ id }) => id === table)?.recompute(subject, read)
  if (!metrics) throw new RangeError(`nothing of ${benchmark}'s ${table}, row ${subject}, can be recomputed`)
  return new Map(metrics.map(({ name, value }) => [name, value]))
}
