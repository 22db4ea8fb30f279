import type { Difference } from '@retable/core'

/** What texts say differently, and no two cells can be held against each other for. */
export const differences: readonly Difference[] = [
  {
    between: 'the paper and the released configuration',
    what: 'the final learning rate is 0.2 of the first one in the paper and 0.1 of it in the released configuration for SFT',
    source: 'table 7, as a digest quotes it, and the configuration in facebookresearch/RAM at e6f051f',
  },
]
