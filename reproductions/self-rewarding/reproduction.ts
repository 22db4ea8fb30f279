import type { Reproduction } from '@retable/core'
import { cells } from './cells.ts'
import { claims } from './claims.ts'
import { evaluations } from './evaluations.ts'
import { paper } from './paper.ts'
import { recipe } from './recipe.ts'
import { relations } from './relations.ts'
import { replay } from './replay.ts'
import { nano } from './setup.nano.ts'
import { paperTier } from './setup.paper.ts'
import type { Setup } from './setup.ts'

export const reproduction: Reproduction<Setup> = {
  paper,
  claims,
  relations,
  replay,
  evaluations,
  runs: {
    recipe,
    tiers: { nano, paper: paperTier },
    defaultTier: 'nano',
    seeds: {
      nano: { development: [0, 1, 2, 3, 4, 5], recorded: [41, 42, 43, 44, 45, 46, 47, 48, 49, 50] },
    },
    cells,
  },
}
