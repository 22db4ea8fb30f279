import type { JudgeLeaderboard, Measurement, PublishedRow } from '@retable/core'
import { annotationsOf, leaderboardCsv } from './assets.ts'
import { csvRows } from './csv-rows.ts'
import { whyDifferent } from './known-differences.ts'
import { weighted } from './variants.ts'
import { count } from './win-rate.ts'

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

/** AlpacaEval 2's table; the annotations of 18 of its 223 models are pinned. */
export const alpacaEval2: JudgeLeaderboard = {
  id: 'alpaca-eval-2',
  source: 'alpaca_eval at cd543a1, data_AlpacaEval_2/weighted_alpaca_eval_gpt4_turbo_leaderboard.csv',
  published: async (read) => parseLeaderboard(new TextDecoder().decode(await read(leaderboardCsv))),
  recompute: async (subject, read) => {
    const asset = annotationsOf(subject)
    if (asset === undefined) return null
    const file = { bytes: await read(asset), name: asset.name }
    const { measurements, notes, standIns = [] } = await weighted.measure(file, read)
    return { measurements: [...measurements, ...asPublished(measurements)], notes, standIns }
  },
  whyNotRecomputed: () =>
    'its annotations are not pinned: most such files are over 4 MiB, and no copy was at hand to take a sha256 from',
  whyDifferent,
}

/** Cells that the table leaves empty are left out. */
export function parseLeaderboard(csv: string): PublishedRow[] {
  return csvRows(csv).map((row) => ({
    subject: row[''] ?? '',
    cells: figures
      .filter((metric) => row[metric] !== undefined && row[metric] !== '')
      .map((metric) => ({ metric, printed: row[metric]!, scale: 1 })),
  }))
}

/** The table's names for what the variant measures under its own. */
function asPublished(measurements: readonly Measurement[]): Measurement[] {
  return measurements.flatMap((measurement) => {
    const { name, value, standardError, n } = measurement
    if (name === 'win_rate' && standardError !== null)
      return [count('standard_error', standardError, n, 'percent')]
    return name === 'lc_win_rate' ? [count('length_controlled_winrate', value, n, 'percent')] : []
  })
}
