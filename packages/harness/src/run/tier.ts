import type { Reproduction, Runs, TierName, TierSetup } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { nearestName } from '../names/nearest-name.ts'
import { layOut } from './layout.ts'
import type { LoadedReproduction } from '../papers/load-reproduction.ts'
import { requireSettings } from '../verdicts/claims/require-settings.ts'
import { requireDifferences } from '../verdicts/stated-differences.ts'
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
 * @throws HarnessError `harness/no-recipe`, `harness/unknown-tier`, `harness/claim`, `harness/recipe`, also where the tier names an engine
 * for a role that no model of the recipe has: another would play it unseen; and where it does not say what is known to
 * differ from the paper
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
  requireDifferences(reproduction.paper.id, tier, setup.differences)
  const steps = layOut(recipe, setup.setup, options.seed)
  const roles = new Set(steps.flatMap((step) => ('role' in step ? [step.role] : [])))
  const lost = Object.keys(setup.engines ?? {}).find((role) => !roles.has(role))
  if (lost !== undefined) {
    const nearest = nearestName(lost, [...roles])
    const hint = nearest === undefined ? `there are ${[...roles].join(', ')}` : `did you mean ${nearest}?`
    throw new HarnessError(
      'harness/recipe',
      `${reproduction.paper.id}, tier ${tier}: an engine is named for the role "${lost}", which no model has; ${hint}`,
    )
  }
  const settings = steps.flatMap((step) => ('setting' in step ? [step.setting] : []))
  requireSettings(reproduction.paper.id, tier, setup, settings)
  return { tier, setup, steps }
}
