import type { Reproduction, Runs, TierName, TierSetup } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { layOut } from './layout.ts'
import type { LoadedReproduction } from '../papers/load-reproduction.ts'
import type { Step } from './step.ts'

/** A tier of a paper, laid out. */
export interface LaidOutTier {
  readonly tier: TierName
  readonly setup: TierSetup<unknown>
  readonly steps: readonly Step[]
}

/**
 * How a paper is run.
 *
 * @throws HarnessError `harness/no-recipe`
 */
export function runsOf({ paper, runs }: Reproduction<unknown>): Runs<unknown> {
  if (runs !== undefined) return runs
  throw new HarnessError(
    'harness/no-recipe',
    `${paper.id} has no recipe yet; ./retable list shows what there is of it`,
  )
}

/**
 * Lays out a tier of a paper, its default one if none is named.
 *
 * @throws HarnessError `harness/no-recipe`, `harness/unknown-tier`, `harness/recipe`
 */
export function tierOf(
  { reproduction }: LoadedReproduction,
  options: { readonly tier?: TierName | undefined; readonly seed: number; readonly quick: boolean },
): LaidOutTier {
  const { recipe, tiers, defaultTier } = runsOf(reproduction)
  const tier = options.tier ?? defaultTier
  const make = tiers[tier]
  if (make === undefined) {
    const known = Object.keys(tiers).join(', ')
    throw new HarnessError(
      'harness/unknown-tier',
      `${reproduction.paper.id} has no recipe for the tier "${tier}" yet; it has: ${known}`,
    )
  }
  const setup = make(options)
  return { tier, setup, steps: layOut(recipe, setup.setup, options.seed) }
}
