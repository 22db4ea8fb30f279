import type { Reproduction } from '@retable/core'
import { cells } from './cells.ts'
import { statedMiniClaims } from './mini/claims.ts'
import { claims } from './claims.ts'
import { differences } from './differences.ts'
import { paper } from './paper.ts'
import { recipe } from './recipe.ts'
import { relations } from './relations.ts'
import { replay } from './replay.ts'
import { mini, repeatedSeeds } from './setup.mini.ts'
import { nano } from './setup.nano.ts'
import { paperTier } from './setup.paper.ts'
import type { Setup } from './setup.ts'

export const reproduction: Reproduction<Setup> = {
  paper,
  claims: [...claims([0.1]), ...statedMiniClaims],
  relations,
  differences,
  replay,
  runs: {
    recipe,
    tiers: { nano, mini, paper: paperTier },
    defaultTier: 'nano',
    seeds: {
      nano: { development: [0, 1, 2, 3, 4, 5], recorded: [41, 42, 43, 44, 45, 46, 47, 48, 49, 50] },
      // 0, 11 and 12 were another program’s.
      mini: { development: [0, 11, 12, 51], recorded: [61, ...repeatedSeeds] },
    },
    cells,
  },
}
