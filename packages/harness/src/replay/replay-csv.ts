import type { ComparedCell, PaperReplayResult } from '@retable/core'
import { csv, diffColumns, number } from '../results/csv.ts'

/**
 * A paper's recomputed cells as a diff.csv of the tier "replay", as results/ keeps it.
 *
 * @param reasonOf - a cell's difference and its cause, in a sentence
 */
export function replayCsv(
  { name, rows }: PaperReplayResult,
  reasonOf: (cell: ComparedCell) => string,
): string {
  return csv(
    diffColumns,
    rows.map((replayed) => {
      const { version, cell, table, row, column, metric, unit, reported, value, verdict } = replayed
      const place = [cell, table, row, column, metric, unit]
      return [
        name,
        version,
        'replay',
        ...place,
        reported,
        number(Number(value)),
        '',
        '',
        number(replayed.difference),
        '',
        '',
        verdict,
        reasonOf(replayed),
      ]
    }),
  )
}
