import { baselineModel } from './battles.ts'
import type { Asset, JudgeLeaderboard } from '@retable/core'

const commit = '196f6b826783b3da7310e361a805fa36f0be83f3'

const table: Asset = {
  name: 'arena-hard/arena_hard_leaderboard_20240731.csv',
  url: `https://raw.githubusercontent.com/lmarena/arena-hard-auto/${commit}/leaderboard/arena_hard_leaderboard_20240731.csv`,
  sha256: 'dcc532f251a307f9cb23cb9ac04711e142157f32b934ee752a5456d336a6fe33',
  bytes: 4257,
  licence: 'Apache-2.0',
}

/** The official table of 31 July 2024: 60 models, judge gpt-4-1106-preview, baseline gpt-4-0314. */
export const officialLeaderboard: JudgeLeaderboard = {
  id: 'official-2024-07-31',
  source: 'lmarena/arena-hard-auto at 196f6b8, leaderboard/arena_hard_leaderboard_20240731.csv',
  async published(read) {
    const { parseLeaderboard } = await import('./parse-leaderboard.ts')
    return parseLeaderboard(new TextDecoder().decode(await read(table)))
  },
  recompute: () => Promise.resolve(null),
  whyNotRecomputed,
}

function whyNotRecomputed(subject: string): string {
  if (subject === baselineModel) return 'it is the baseline: 50 by definition'
  if (subject === 'gpt-4-0613' || subject === 'gpt-3.5-turbo-0125') {
    return 'its judgements are not pinned: they are in the repository, but no copy was at hand to take a sha256 from'
  }
  return 'its judgements are not in the repository: they were released on Hugging Face only, and none are pinned'
}
