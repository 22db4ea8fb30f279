import type { PaperReplay } from '@retable/core'
import { quotedRow } from '@retable/evaluators'
import { alpacaEval, arenaHard, seed } from './cells.ts'

/** The seed model's rows, held against the public leaderboards; the trained models' outputs were not released. */
export const replay: PaperReplay = {
  source: 'the leaderboards of AlpacaEval 2.0 at cd543a1 and of Arena-Hard at 196f6b8',
  groups: [
    quotedRow({
      benchmark: 'alpaca-eval',
      table: 'alpaca-eval-2',
      subject: 'Meta-Llama-3-8B-Instruct',
      cells: {
        [alpacaEval(seed, 'lc-win-rate')]: 'length_controlled_winrate',
        [alpacaEval(seed, 'win-rate')]: 'win_rate',
        [alpacaEval(seed, 'length')]: 'avg_length',
        [`abstract/${seed}/alpacaeval-2`]: 'length_controlled_winrate',
      },
    }),
    quotedRow({
      benchmark: 'arena-hard',
      table: 'official-2024-07-31',
      subject: 'llama-3-8b-instruct',
      cells: { [arenaHard(seed)]: 'score', [`abstract/${seed}/arena-hard`]: 'score' },
    }),
  ],
  whyNotRecomputed: ({ cell }) => {
    if (cell.startsWith(`table-2/${seed}/`)) {
      return 'the interval is a bootstrap of the paper’s own, and the leaderboard counts length in tokens'
    }
    return cell.startsWith('text-sec-3-2/sppo-')
      ? 'quoted from elsewhere: the leaderboard’s row SPPO-Llama-3-Instruct-8B-PairRM is 38.56'
      : 'no outputs of the paper were released'
  },
}
