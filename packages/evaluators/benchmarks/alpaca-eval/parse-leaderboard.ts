import type { PublishedRow } from '@retable/core'
import { csvRows } from '../../judgements/csv-rows.ts'

/** The figures of a row, as the published CSV names them, the one that it is ordered by first. */
const figures = [
  'length_controlled_winrate',
  'win_rate',
  'standard_error',
  'n_wins',
  'n_wins_base',
  'n_draws',
  'n_total',
  'discrete_win_rate',
  'avg_length',
  'lc_standard_error',
] as const

/** The rows of the published table; cells that it leaves empty are left out. */
export function parseLeaderboard(csv: string): PublishedRow[] {
  return csvRows(csv).map((row) => ({
    subject: row[''] ?? '',
    cells: figures
      .filter((metric) => row[metric] !== undefined && row[metric] !== '')
      .map((metric) => ({ metric, printed: row[metric]!, scale: 1 })),
  }))
}
