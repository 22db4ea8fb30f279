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
  // The world was chosen on seeds 0 to 2, sizes and times on seed 1.
  seeds: { development: [0, 1, 2], recorded: [11, 12, 13, 14, 15] },
  cells,
}
