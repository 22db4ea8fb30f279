import type { Asset, PaperReplay, ReadAsset, ReplayedCell } from '@retable/core'
import { parse } from 'csv-parse/sync'

const alpacaCommit = 'cd543a149df89434d8a54582c0151c0b945c3d20'
const arenaCommit = '196f6b826783b3da7310e361a805fa36f0be83f3'

/** AlpacaEval 2.0's leaderboard as of August 2025; tatsu-lab/alpaca_eval, data CC BY-NC 4.0. */
const alpacaEval: Asset = {
  name: 'alpaca_eval/weighted_alpaca_eval_gpt4_turbo_leaderboard.csv',
  url: `https://raw.githubusercontent.com/tatsu-lab/alpaca_eval/${alpacaCommit}/src/alpaca_eval/leaderboards/data_AlpacaEval_2/weighted_alpaca_eval_gpt4_turbo_leaderboard.csv`,
  sha256: 'fe32bf85c2f7429038faa4c9a884d1d131726454ff84a4b810a91c1c7a2aa0e9',
  bytes: 28_339,
  licence: 'CC-BY-NC-4.0',
}

/** Arena-Hard v0.1's leaderboard of 31 July 2024; lmarena/arena-hard-auto, Apache-2.0. */
const arenaHard: Asset = {
  name: 'arena-hard/arena_hard_leaderboard_20240731.csv',
  url: `https://raw.githubusercontent.com/lmarena/arena-hard-auto/${arenaCommit}/leaderboard/arena_hard_leaderboard_20240731.csv`,
  sha256: 'dcc532f251a307f9cb23cb9ac04711e142157f32b934ee752a5456d336a6fe33',
  bytes: 4_257,
  licence: 'Apache-2.0',
}

/** The seed model's row in each leaderboard, and the cells that its columns are. AlpacaEval's first column has no title. */
const seedRows = [
  {
    asset: alpacaEval,
    nameColumn: '',
    model: 'Meta-Llama-3-8B-Instruct',
    cells: {
      'table-1/llama-3-8b-instruct-seed/lc-win-rate': 'length_controlled_winrate',
      'table-1/llama-3-8b-instruct-seed/win-rate': 'win_rate',
      'table-1/llama-3-8b-instruct-seed/length': 'avg_length',
      'abstract/llama-3-8b-instruct-seed/alpacaeval-2': 'length_controlled_winrate',
    },
  },
  {
    asset: arenaHard,
    nameColumn: 'model',
    model: 'llama-3-8b-instruct',
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
  { asset, nameColumn, model, cells }: (typeof seedRows)[number],
  read: ReadAsset,
): Promise<readonly ReplayedCell[]> {
  const rows = parse<Record<string, string>>(Buffer.from(await read(asset)), { columns: true })
  const row = rows.find((each) => each[nameColumn] === model)
  if (row === undefined) throw new Error(`${asset.name} has no row "${model}"`)
  return Object.entries(cells).map(([cell, column]) => ({
    cell,
    value: Number(row[column]),
    from: 'leaderboard',
    source: `${asset.name}, row ${model}, column ${column}`,
  }))
}
