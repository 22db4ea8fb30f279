import type { StatedClaim } from '@retable/core'

/** The paper's claims as its abstract and summaries tell them. Its result tables were not read, so none has cells. */
export const claims: readonly StatedClaim[] = [
  {
    id: 'C1',
    statement: 'criteria make feedback better, its validity and constructiveness above all',
    cells: [],
  },
  {
    id: 'C2',
    statement: 'demonstrations make it better, but long ones can make it less specific to the text',
    cells: [],
  },
  {
    id: 'C3',
    statement: 'criteria with demonstrations are not always better than criteria alone',
    cells: [],
  },
  {
    id: 'C4',
    statement: 'how much it helps depends on how finely criteria are given, and on the model',
    cells: [],
  },
]
