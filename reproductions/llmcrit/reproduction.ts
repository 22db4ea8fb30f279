import type { Reproduction } from '@retable/core'
import { claims } from './claims.ts'
import { paper } from './paper.ts'

/** Without relations: the cells are counts of unlike things, and none of them follows from others. */
export const reproduction: Reproduction = { paper, claims }
