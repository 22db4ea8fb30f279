import type { PublishedRow } from '@retable/core'
import { csvRows } from '../../judgements/csv-rows.ts'

/** A table as show_result.py writes it; its `score`, `rating_q025` and `rating_q975` are in percent. */
export function parseLeaderboard(text: string): PublishedRow[] {
  return csvRows(text).map((row) => {
    const cell = (column: string, metric: string) => ({ metric, printed: row[column] ?? '', scale: 1 })
    return {
      subject: row['model'] ?? '',
      cells: [cell('score', 'score'), cell('rating_q025', 'score_low'), cell('rating_q975', 'score_high')],
    }
  })
}
