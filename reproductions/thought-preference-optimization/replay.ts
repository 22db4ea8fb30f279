import type { PaperReplay } from '@retable/core'
import { quotedRow } from '@retable/evaluators'

/** Models that the paper quotes from the leaderboard. */
const quoted = ['gpt-4-0613', 'mistral-large-2402'] as const

/** The two quoted scores, held against the leaderboard; the paper released no outputs of its own. */
export const replay: PaperReplay = {
  source: 'Arena-Hard at 196f6b8, leaderboard/arena_hard_leaderboard_20240731.csv',
  groups: quoted.map((subject) =>
    quotedRow({
      benchmark: 'arena-hard',
      table: 'official-2024-07-31',
      subject,
      cells: { [`text/${subject}-leaderboard/arena-hard`]: 'score' },
    }),
  ),
  whyNotRecomputed: ({ cell }) =>
    cell === 'table-1/llama-3-8b-instruct-seed/arena-hard'
      ? 'it is not said whether the paper judged the seed model itself; the leaderboard’s row of the same weights is 20.56'
      : 'no outputs of the paper were released',
}
