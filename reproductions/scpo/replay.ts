import type { PaperReplay } from '@retable/core'
import { quotedRow } from '@retable/evaluators'

/** Rows that table 3 marks as copied from the leaderboard. */
const models = {
  'gemma-2-27b-it-leaderboard': 'gemma-2-27b-it',
  'claude-3-haiku-leaderboard': 'claude-3-haiku-20240307',
} as const

/** Models that the paper ran itself, though the leaderboard has a row of the same weights. */
const ownRuns = ['table-3/llama-3-instruct-70b/', 'table-3/m0-llama-3-instruct-8b/']

/** Table 3's copied rows, held against the leaderboard that they were copied from. */
export const replay: PaperReplay = {
  source: 'ZeroEval at 8c1485e, result_dirs/zebra-grid.summary.json',
  groups: Object.entries(models).map(([row, subject]) =>
    quotedRow({
      benchmark: 'zebra-logic',
      table: 'zeroeval',
      subject,
      cells: {
        [`table-3/${row}/puzzle-acc-overall`]: 'accuracy',
        [`table-3/${row}/puzzle-acc-easy`]: 'easy_accuracy',
        [`table-3/${row}/puzzle-acc-hard`]: 'hard_accuracy',
        [`table-3/${row}/cell-acc`]: 'cell_accuracy',
      },
    }),
  ),
  whyNotRecomputed: ({ cell, unit }) => {
    if (unit === 'K') return 'it counts training data of the paper, which were not released'
    return ownRuns.some((row) => cell.startsWith(row))
      ? 'the paper ran this model itself and released no outputs; the leaderboard’s run of it is another one'
      : 'no outputs of the paper were released'
  },
}
