import type { Difference } from '@retable/core'
import { headline } from './cells.ts'

/** What texts say differently, and no two cells can be held against each other for. */
export const differences: readonly Difference[] = [
  {
    between: 'this paper and "Meta-Rewarding Language Models" (arXiv 2407.19594)',
    what: 'the same seed model has a length-controlled win rate of 24.9 here and of 22.92 there, which is the leaderboard’s',
    source: 'tables 1 to 3 here, table 1 there',
    cells: [headline('llama-3-8b-instruct-seed')],
  },
  {
    between: 'the draft and the arXiv version',
    what: 'the test by categories takes WildChat’s instructions in the draft, with losses for translation, and UltraFeedback’s in the arXiv version, with gains for it: table 7 is not to be held against that version',
    source: '§3.4 of the draft, and digests of the arXiv version',
    cells: [],
  },
]
