import type { PaperReplay, ReplayedCell } from '@retable/core'
import { figureOf, publishedFigures } from '@retable/evaluators'

/** Rows that table 3 marks as copied from the leaderboard. */
const models = {
  'gemma-2-27b-it-leaderboard': 'gemma-2-27b-it',
  'claude-3-haiku-leaderboard': 'claude-3-haiku-20240307',
} as const

/** Its columns, by the benchmark's metrics. */
const columns = {
  'puzzle-acc-overall': 'accuracy',
  'puzzle-acc-easy': 'easy_accuracy',
  'puzzle-acc-hard': 'hard_accuracy',
  'cell-acc': 'cell_accuracy',
} as const

/** Table 3's copied rows, held against the leaderboard that they were copied from. */
export const replay: PaperReplay = {
  source: 'ZeroEval at 8c1485e, result_dirs/zebra-grid.summary.json',
  recompute: async (read) => {
    const rows = Object.entries(models).map(async ([row, model]) => {
      const name = { benchmark: 'zebra-logic', table: 'zeroeval', subject: model }
      const figures = await publishedFigures(name, read)
      return Object.entries(columns).map(([column, metric]): ReplayedCell => ({
        cell: `table-3/${row}/${column}`,
        value: figureOf(figures, metric),
        from: 'leaderboard',
        source: `ZeroEval, row ${model}, ${metric}`,
      }))
    })
    return (await Promise.all(rows)).flat()
  },
  whyNotRecomputed: (cell) =>
    cell.startsWith('table-3/llama-3-instruct-70b/') || cell.startsWith('table-3/m0-llama-3-instruct-8b/')
      ? 'the paper ran this model itself and released no outputs; the leaderboard’s run of it is another one'
      : 'no outputs of the paper were released',
}
