import type { TierName } from '@retable/core'
import type { LoadedReproduction } from '@retable/harness/runs'

/** The seed of a run that names none: the first that the project's own results of its tier are recorded for, or 1. */
export function defaultSeed({ reproduction: { runs } }: LoadedReproduction, tier?: TierName): number {
  if (runs === undefined) return 1
  return runs.seeds?.[tier ?? runs.defaultTier]?.recorded[0] ?? 1
}
