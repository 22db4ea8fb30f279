import type { PaperReplayResult } from '@retable/core'
import { cellReasonText } from '../replays/reason-text.ts'
import { csv, diffColumns, number } from './csv.ts'

/** A paper's recomputed cells as a diff.csv of the tier "replay", as results/ keeps it. */
export function replayCsv({ name, rows }: PaperReplayResult): string {
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
        cellReasonText(replayed),
      ]
    }),
  )
}
