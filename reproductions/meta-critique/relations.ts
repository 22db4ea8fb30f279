import { rising, type Relation } from '@retable/core'
import { critics, f1, precision, recall } from './critics.ts'

/** What the leaderboard's cells must keep among themselves. */
export const relations: readonly Relation[] = [
  ...critics.map((critic): Relation => ({
    kind: 'harmonic mean',
    precision: precision(critic),
    recall: recall(critic),
    harmonic: f1(critic),
    source: 'README: Meta-F1 is the harmonic mean of precision and recall',
    known:
      'the released code takes the harmonic mean of each item and then the mean over items, which is lower than that of the printed means',
  })),
  rising('README: the leaderboard is ordered by F1', ...critics.map(f1).toReversed()),
]
