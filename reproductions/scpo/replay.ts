import type { Asset, PaperReplay, ReplayedCell } from '@retable/core'

const commit = '8c1485edf12c6efb5f69135a562927c5ad484059'

/** ZeroEval's table of ZebraLogic; WildEval/ZeroEval, Apache-2.0. */
const summary: Asset = {
  name: 'zeroeval/zebra-grid.summary.json',
  url: `https://raw.githubusercontent.com/WildEval/ZeroEval/${commit}/result_dirs/zebra-grid.summary.json`,
  sha256: '435340f42f7a387e78e6c1b5f81bd630c15bcde5785a8f91d7bbadef3606adbf',
  bytes: 29_865,
  licence: 'Apache-2.0',
}

/** Rows that table 3 marks as copied from the leaderboard. */
const models = {
  'gemma-2-27b-it-leaderboard': 'gemma-2-27b-it',
  'claude-3-haiku-leaderboard': 'claude-3-haiku-20240307',
} as const

const columns = {
  'puzzle-acc-overall': 'Puzzle Acc',
  'puzzle-acc-easy': 'Easy Puzzle Acc',
  'puzzle-acc-hard': 'Hard Puzzle Acc',
  'cell-acc': 'Cell Acc',
} as const

type SummaryRow = Readonly<Record<'Model' | (typeof columns)[keyof typeof columns], string>>

/** Table 3's copied rows, held against the leaderboard that they were copied from. */
export const replay: PaperReplay = {
  source: 'ZeroEval at 8c1485e, result_dirs/zebra-grid.summary.json',
  recompute: async (read) => {
    const rows = JSON.parse(new TextDecoder().decode(await read(summary))) as readonly SummaryRow[]
    return Object.entries(models).flatMap(([row, model]) => {
      const published = rows.find(({ Model }) => Model === model)
      if (published === undefined) throw new Error(`${summary.name} has no row "${model}"`)
      return Object.entries(columns).map(([column, name]): ReplayedCell => ({
        cell: `table-3/${row}/${column}`,
        value: Number(published[name]),
        from: 'leaderboard',
        source: `ZeroEval, row ${model}, column ${name}`,
      }))
    })
  },
  whyNotRecomputed: (cell) =>
    cell.startsWith('table-3/llama-3-instruct-70b/') || cell.startsWith('table-3/m0-llama-3-instruct-8b/')
      ? 'the paper ran this model itself and released no outputs; the leaderboard’s run of it is another one'
      : 'no outputs of the paper were released',
}
