import { csv, diffColumns, number } from './csv.ts'

/** A recomputed cell as the table takes it. */
export interface RecomputedCell {
  readonly version: string
  readonly cell: string
  readonly table: string
  readonly row: string
  readonly column: string
  readonly metric: string
  readonly unit: string
  readonly reported: string
  readonly value: number | string
  readonly verdict: string
  readonly reason: string
}

/** A paper's recomputed cells as a diff.csv of the tier "replay", as results/ keeps it. */
export function replayCsv({
  name,
  rows,
}: {
  readonly name: string
  readonly rows: readonly RecomputedCell[]
}): string {
  return csv(
    diffColumns,
    rows.map((replayed) => {
      const { version, cell, table, row, column, metric, unit, reported, value, verdict, reason } = replayed
      const place = [cell, table, row, column, metric, unit]
      const difference = number(Number(value) - Number(reported))
      return [
        name,
        version,
        'replay',
        ...place,
        reported,
        number(Number(value)),
        '',
        '',
        difference,
        '',
        '',
        verdict,
        reason,
      ]
    }),
  )
}
