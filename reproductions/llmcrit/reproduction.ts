import type { Reproduction } from '@retable/core'
import { claims } from './claims.ts'
import { paper } from './paper.ts'

/** Without relations: the cells are counts of unlike things, and none of them follows from others. */
export const reproduction: Reproduction = {
  paper,
  claims,
  nothingReleased:
    'no feedback or ratings were released; the cells count the released data (criteria_with_demonstrations/*.jsonl and test_data/*.jsonl in yyy-Apple/LLMCrit at 9f674bf, without a licence), which are not among the pinned files',
}
