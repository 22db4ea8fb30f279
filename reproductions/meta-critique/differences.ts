import type { Difference } from '@retable/core'

/** What texts say differently, and no two cells can be held against each other for. */
export const differences: readonly Difference[] = [
  {
    between: 'the abstract of version 2 and the released data',
    what: 'the abstract counts 16 public data sets and the released annotations name 18; how they are grouped is not said',
    source: 'the abstract, and data/annotation_data.json in GAIR-NLP/MetaCritique at 2868c7c',
    cells: ['abstract/meta-evaluation-data/public-datasets'],
  },
]
