import type { JudgeLeaderboard, Measurement, PublishedRow } from '@retable/core'
import { annotationsOf, leaderboardCsv } from './assets.ts'
import { csvRows } from './csv-rows.ts'
import { weighted } from './variants.ts'
import { count } from './win-rate.ts'

/** The figures of a row, as the published CSV names them. */
const figures = [
  'win_rate',
  'standard_error',
  'n_wins',
  'n_wins_base',
  'n_draws',
  'n_total',
  'discrete_win_rate',
  'avg_length',
  'length_controlled_winrate',
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
    const { measurements } = await weighted.measure(file, read)
    return [...measurements, ...asPublished(measurements)]
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
    const error = (as: string) => (standardError === null ? [] : [count(as, standardError, n, 'percent')])
    if (name === 'win_rate') return error('standard_error')
    if (name !== 'lc_win_rate') return []
    return [count('length_controlled_winrate', value, n, 'percent'), ...error('lc_standard_error')]
  })
}

function whyDifferent(subject: string, metric: string): string | undefined {
  if (metric === 'length_controlled_winrate' || metric === 'lc_standard_error') {
    if (subject === 'NullModel') {
      return 'the published table contradicts the published coefficients, which give 86.3250, as here: they come from different runs'
    }
    if (subject === 'dbrx-instruct') {
      return 'the published table contradicts the published coefficients by 0.19 points: they come from different runs'
    }
    return 'difficulties were recovered to nine decimals, which shows from the ninth digit on; where more differs, cross-validation on pseudo-labels (the real gamed preferences are not to be had) chose a neighbouring C'
  }
  if (metric === 'win_rate' || metric === 'standard_error' || metric === 'discrete_win_rate') {
    return 'the released annotations are rounded to ten decimals and sums run in another order, which shows in the last of the printed digits'
  }
  if (metric === 'avg_length') {
    return 'the published mean is over the file of outputs, this one over the annotated pairs'
  }
  return undefined
}
