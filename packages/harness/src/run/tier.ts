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
  /** Of a tier that has several; undefined of the others. */
  readonly benchmark: string | undefined
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

/** What is to be laid out. */
export interface TierOptions {
  readonly tier?: TierName | undefined
  readonly seed: number
  readonly quick: boolean
  readonly benchmark?: string | undefined
}

/**
 * Lays out a tier of a paper, its default one if none is named.
 *
 * @throws HarnessError `harness/no-recipe`, `harness/unknown-tier`, `harness/unknown-benchmark`, `harness/claim`, `harness/recipe`, also where the tier names an engine
 * for a role that no model of the recipe has: another would play it unseen; and where it does not say what is known to
 * differ from the paper
 */
export function tierOf({ reproduction }: LoadedReproduction, options: TierOptions): LaidOutTier {
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
  const benchmark = benchmarkOf(reproduction, tier, options.benchmark)
  const { seed, quick } = options
  const setup = make({ seed, quick, ...(benchmark === undefined ? {} : { benchmark }) })
  requireDifferences(reproduction.paper.id, tier, setup.differences)
  const steps = layOut(recipe, setup.setup, seed)
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
  const hasChoice = (runsOf(reproduction).benchmarks?.[tier]?.length ?? 0) > 1
  return { tier, benchmark: hasChoice ? benchmark : undefined, setup, steps }
}

/** The benchmark that is asked for, or else the tier's first; undefined where the tier has no choice. */
function benchmarkOf(
  { paper, runs }: Reproduction<unknown>,
  tier: TierName,
  asked: string | undefined,
): string | undefined {
  const known = runs?.benchmarks?.[tier] ?? []
  if (asked === undefined || known.includes(asked)) return asked ?? known[0]
  const others = Object.entries(runs?.benchmarks ?? {}).filter(([, ids]) => ids.includes(asked))
  const hint =
    known.length > 0
      ? `there are ${known.join(', ')}`
      : others.length > 0
        ? `it is one of the tier ${others.map(([name]) => name).join(', ')}: add --tier ${others[0]![0]}`
        : 'its data are its own; leave --benchmark out'
  throw new HarnessError(
    'harness/unknown-benchmark',
    `${paper.id} has no recipe for the benchmark "${asked}" at the tier ${tier}; ${hint}`,
  )
}
