import type { LoadedReproduction } from '@retable/harness/runs'

/** The seed of a run that names none: the first that the project's own results are recorded for, or 1. */
export function defaultSeed({ reproduction }: LoadedReproduction): number {
  return reproduction.runs?.seeds?.recorded[0] ?? 1
}
