import type { Claim, ClaimResult, ClaimVerdict, SeedResults } from '@retable/core'
import { holm } from '@retable/stats'
import { testClaim } from './test-claim.ts'

const level = 0.05

/** Fewer seeds tell too little of the spread between trainings. */
const fewestSeeds = 5

/**
 * Tests a paper's claims: two-sided at 0.05, with Holm's correction over those that are tested. A claim of several
 * comparisons holds only if each does (intersection-union, Berger 1982). With several seeds the seeds are the units, by
 * Student's t over each seed's mean difference; with one the units are its items, by the worst-value test, and the words
 * speak of that seed alone.
 */
export function testClaims(
  claims: readonly Claim[],
  results: readonly SeedResults[],
  options: { readonly underpowered: boolean },
): ClaimResult[] {
  const tests = claims.map((claim) => ({ claim, found: testClaim(claim, results) }))
  const ps = tests.flatMap(({ claim, found }) => (found.kind === 'tested' ? [{ claim, p: found.p }] : []))
  const adjusted = holm(ps.map(({ p }) => p))
  const adjustedOf = new Map(ps.map(({ claim }, i) => [claim, adjusted[i]!]))
  const seeds = results.length
  return tests.map(({ claim, found }): ClaimResult => {
    const common = { claim: claim.id, statement: claim.statement, seeds }
    if (found.kind === 'not tested') {
      const nothing = { effect: null, low: null, high: null, unit: '', p: null, pAdjusted: null }
      return { ...common, verdict: 'not tested', ...nothing, reason: found.reason }
    }
    const { deciding, unit, p, isReversed, notes } = found
    const { effect, n } = deciding
    const pAdjusted = adjustedOf.get(claim)!
    const way = pAdjusted >= level ? 'neither' : isReversed ? 'against' : 'for'
    return {
      ...common,
      verdict: options.underpowered ? 'underpowered' : words(seeds)[way],
      effect,
      low: finite(deciding.low),
      high: finite(deciding.high),
      unit,
      p,
      pAdjusted,
      reason: [scope(seeds, n), ...notes].join('; '),
    }
  })
}

type Words = Readonly<Record<'for' | 'neither' | 'against', ClaimVerdict>>

function words(seeds: number): Words {
  if (seeds === 1) return { for: 'seen in this seed', neither: 'not seen', against: 'reversed in this seed' }
  if (seeds >= fewestSeeds) return { for: 'supported', neither: 'not supported', against: 'contradicted' }
  return { for: 'too few seeds', neither: 'too few seeds', against: 'too few seeds' }
}

function scope(seeds: number, n: number): string {
  if (seeds === 1) return `one seed: it speaks of the models trained here, not of other trainings; ${n} units`
  if (seeds >= fewestSeeds) return `${seeds} seeds are the units, by t, which takes them for normal`
  return `${seeds} seeds are the units; a verdict needs ${fewestSeeds}`
}

/** Null for an end that is none. */
function finite(end: number): number | null {
  return Number.isFinite(end) ? end : null
}
