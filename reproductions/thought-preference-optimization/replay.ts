import type { Asset, PaperReplay, ReplayedCell } from '@retable/core'
import { parse } from 'csv-parse/sync'

const commit = '196f6b826783b3da7310e361a805fa36f0be83f3'

/** Arena-Hard v0.1's leaderboard of 31 July 2024; lmarena/arena-hard-auto, Apache-2.0. */
const leaderboard: Asset = {
  name: 'arena-hard/arena_hard_leaderboard_20240731.csv',
  url: `https://raw.githubusercontent.com/lmarena/arena-hard-auto/${commit}/leaderboard/arena_hard_leaderboard_20240731.csv`,
  sha256: 'dcc532f251a307f9cb23cb9ac04711e142157f32b934ee752a5456d336a6fe33',
  bytes: 4_257,
  licence: 'Apache-2.0',
}

interface LeaderboardRow {
  readonly model: string
  readonly score: string
}

/** Models that the paper quotes from the leaderboard. */
const quoted = ['gpt-4-0613', 'mistral-large-2402'] as const

/** The two quoted scores, held against the leaderboard; the paper released no outputs of its own. */
export const replay: PaperReplay = {
  source: 'Arena-Hard at 196f6b8, leaderboard/arena_hard_leaderboard_20240731.csv',
  recompute: async (read) => {
    const rows = parse<LeaderboardRow>(Buffer.from(await read(leaderboard)), { columns: true })
    return quoted.map((model): ReplayedCell => {
      const row = rows.find((each) => each.model === model)
      if (row === undefined) throw new Error(`${leaderboard.name} has no row "${model}"`)
      return {
        cell: `text/${model}-leaderboard/arena-hard`,
        value: Number(row.score),
        from: 'leaderboard',
        source: `Arena-Hard, row ${model}, column score`,
      }
    })
  },
  whyNotRecomputed: (cell) =>
    cell === 'table-1/llama-3-8b-instruct-seed/arena-hard'
      ? 'it is not said whether the paper judged the seed model itself; the leaderboard’s row of the same weights is 20.56'
      : 'no outputs of the paper were released',
}
