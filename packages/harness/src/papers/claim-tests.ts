import type { Reproduction } from '@retable/core'

/** Why claims are not tested on the tier that a paper is run at, by the claim's id; nothing where there is no recipe. */
export function untestedReasons({ runs }: Reproduction<unknown>): ReadonlyMap<string, string> {
  const make = runs?.tiers[runs.defaultTier]
  const claims = make?.({ seed: 0, quick: false }).claims ?? []
  return new Map(
    claims.flatMap(({ id, test }) => (test.kind === 'not tested' ? [[id, test.reason] as const] : [])),
  )
}
