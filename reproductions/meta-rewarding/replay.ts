import type { PaperReplay, ReadAsset, ReplayedCell } from '@retable/core'
import { figureOf, publishedFigures } from '@retable/evaluators'

/** The seed model's row in each leaderboard, and the cells that its figures are. */
const seedRows = [
  {
    row: { benchmark: 'alpaca-eval', table: 'alpaca-eval-2', subject: 'Meta-Llama-3-8B-Instruct' },
    cells: {
      'table-1/llama-3-8b-instruct-seed/lc-win-rate': 'length_controlled_winrate',
      'table-1/llama-3-8b-instruct-seed/win-rate': 'win_rate',
      'table-1/llama-3-8b-instruct-seed/length': 'avg_length',
      'abstract/llama-3-8b-instruct-seed/alpacaeval-2': 'length_controlled_winrate',
    },
  },
  {
    row: { benchmark: 'arena-hard', table: 'official-2024-07-31', subject: 'llama-3-8b-instruct' },
    cells: {
      'table-2/llama-3-8b-instruct-seed/score': 'score',
      'abstract/llama-3-8b-instruct-seed/arena-hard': 'score',
    },
  },
] as const

/** The seed model's rows, held against the public leaderboards; the trained models' outputs were not released. */
export const replay: PaperReplay = {
  source: 'the leaderboards of AlpacaEval 2.0 at cd543a1 and of Arena-Hard at 196f6b8',
  recompute: async (read) => (await Promise.all(seedRows.map((row) => recomputed(row, read)))).flat(),
  whyNotRecomputed: (cell) => {
    if (cell.startsWith('table-2/llama-3-8b-instruct-seed/')) {
      return 'the interval is a bootstrap of the paper’s own, and the leaderboard counts length in tokens'
    }
    return cell.startsWith('text-sec-3-2/sppo-')
      ? 'quoted from elsewhere: the leaderboard’s row SPPO-Llama-3-Instruct-8B-PairRM is 38.56'
      : 'no outputs of the paper were released'
  },
}

async function recomputed(
  { row, cells }: (typeof seedRows)[number],
  read: ReadAsset,
): Promise<readonly ReplayedCell[]> {
  const figures = await publishedFigures(row, read)
  return Object.entries(cells).map(([cell, metric]) => ({
    cell,
    value: figureOf(figures, metric),
    from: 'leaderboard',
    source: `${row.benchmark}, row ${row.subject}, ${metric}`,
  }))
}
