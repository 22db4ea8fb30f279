import type { Claim, ClaimResult, ClaimVerdict, SeedResults } from '@retable/core'
import { holm } from '@retable/stats'
import { isMeasuredIn } from './claim-values.ts'
import { measuredBy } from './require-settings.ts'
import { testClaim } from './test-claim.ts'

const level = 0.05

/** Fewer seeds tell too little of the spread between trainings. */
const fewestSeeds = 5

/**
 * Tests a paper's claims: two-sided at 0.05, with Holm's correction over those that are tested. A claim of several
 * comparisons holds only if each does (intersection-union, Berger 1982). With several seeds the seeds are the units, by
 * Student's t over each seed's mean difference; with one the units are its items, by the worst-value test, and the words
 * speak of that seed alone. A claim rests on the seeds that measure all that it is about: a tier may run some of its
 * settings on one seed alone.
 */
export function testClaims(
  claims: readonly Claim[],
  results: readonly SeedResults[],
  options: { readonly underpowered: boolean },
): ClaimResult[] {
  const tests = claims.map((claim) => {
    const measuring = measuringSeeds(claim, results)
    return { claim, found: testClaim(claim, measuring), seeds: measuring.length }
  })
  const ps = tests.flatMap(({ claim, found }) => (found.kind === 'tested' ? [{ claim, p: found.p }] : []))
  const adjusted = holm(ps.map(({ p }) => p))
  const adjustedOf = new Map(ps.map(({ claim }, i) => [claim, adjusted[i]!]))
  return tests.map(({ claim, found, seeds }): ClaimResult => {
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
      reason: [scope(seeds, n), ...partNote(seeds, results.length), ...notes].join('; '),
    }
  })
}

/** The seeds that measure all of what a claim is about; all of them where none does, which its test then tells. */
function measuringSeeds({ test }: Claim, results: readonly SeedResults[]): readonly SeedResults[] {
  const about = measuredBy(test)
  const measuring = results.filter(({ settings }) => about.every((of) => isMeasuredIn(settings, of)))
  return measuring.length === 0 ? results : measuring
}

function partNote(seeds: number, all: number): string[] {
  return seeds < all ? [`only ${seeds} of the ${all} seeds of this run measured it`] : []
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
