import type { Skip } from './outcome.ts'
import { testServices, needsRoot } from './suites/test-services.ts'

/** The only skips that do not fail a run with CI=true, each with the reason why a CI machine may not run it. */
export const allowedSkips: readonly Skip[] = [
  {
    name: 'half: on a GPU in bfloat16 every objective is within 1 % of float64 by hand at every split, its gradient norm within 3 %',
    reason: 'needs a GPU that torch can use',
  },
  {
    name: 'a full disk is said as such and leaves nothing behind',
    reason: 'needs root to mount a small file system',
  },
  {
    name: 'a full disk under --out or the store is one sentence, and what is there is no finished run',
    reason: 'needs root to mount a small file system',
  },
  ...testServices.map((name) => ({ name, reason: needsRoot[name] })),
]

/** Whether a skip stands on the list, with the same reason; a suite stands there for that of every project. */
export function isAllowed(skip: Skip): boolean {
  return allowedSkips.some(
    ({ name, reason }) =>
      (skip.name === name || skip.name.startsWith(`${name} of `)) && skip.reason === reason,
  )
}
