import type { Reproduction } from '@retable/core'
import { cells } from './cells.ts'
import { paper } from './paper.ts'
import { recipe } from './recipe.ts'
import { nano } from './setup.nano.ts'
import { paperTier } from './setup.paper.ts'
import type { Setup } from './setup.ts'

export const reproduction: Reproduction<Setup> = {
  paper,
  recipe,
  tiers: { nano, paper: paperTier },
  defaultTier: 'nano',
  cells,
}
