import { csv, diffColumns, number } from '../results/csv.ts'
import type { PaperReplayed } from './replay-paper.ts'

/** A paper's recomputed cells as a diff.csv of the tier "replay", as results/ keeps it. */
export function replayCsv({ name, rows }: PaperReplayed): string {
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
