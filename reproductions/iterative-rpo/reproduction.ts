import type { Reproduction } from '@retable/core'
import { cells } from './cells.ts'
import { claims } from './claims.ts'
import { differences } from './differences.ts'
import { evaluations } from './evaluations.ts'
import { paper } from './paper.ts'
import { recipe } from './recipe.ts'
import { relations } from './relations.ts'
import { mini } from './tiers/setup.mini.ts'
import { nano } from './tiers/setup.nano.ts'
import { paperTier } from './tiers/setup.paper.ts'
import { tiny } from './tiers/setup.tiny.ts'
import type { Setup } from './setup.ts'

export const reproduction: Reproduction<Setup> = {
  paper,
  claims: claims(4),
  relations,
  differences,
  nothingReleased:
    'the authors released no outputs, code, data or weights; other models’ outputs on GSM8K and MATH say nothing of these cells',
  evaluations,
  runs: {
    recipe,
    tiers: { nano, tiny, mini, paper: paperTier },
    defaultTier: 'nano',
    benchmarks: { mini: ['gsm8k'], paper: ['gsm8k', 'arc', 'math'] },
    // Seeds of earlier records count as development, see README.md.
    seeds: {
      nano: { development: [0, 1, 2, ...range(11, 15), ...range(21, 25)], recorded: range(31, 40) },
    },
    cells,
  },
}

/** The whole numbers from `first` to `last`. */
function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
