import type { Claim, ClaimResult, Measured, SeedResults, SettingResult } from '@retable/core'
import { equivalenceTest, holm, meanTest, type MeanTest } from '@retable/stats'

const level = 0.05

/**
 * Tests a paper's claims: two-sided at 0.05 with Holm's correction over those that are tested. With one seed the units
 * are items (or pairs of responses), paired, and the verdict speaks of that seed's models only; with several the units
 * are the seeds. A claim of several comparisons holds only if each does (intersection-union).
 */
export function testClaims(
  claims: readonly Claim[],
  results: readonly SeedResults[],
  options: { readonly underpowered: boolean },
): ClaimResult[] {
  const judged = claims.map((claim) => ({ claim, ...judge(claim, results) }))
  const tested = judged.filter(({ deciding }) => deciding !== null)
  const adjusted = holm(tested.map(({ p }) => p))
  return judged.map(({ claim, deciding, reversed, note }): ClaimResult => {
    const common = { claim: claim.id, statement: claim.statement, seeds: results.length }
    if (deciding === null) {
      return {
        ...common,
        verdict: 'not tested',
        effect: null,
        low: null,
        high: null,
        pAdjusted: null,
        reason: note,
      }
    }
    const pAdjusted = adjusted[tested.findIndex((other) => other.claim === claim)]!
    const isSignificant = pAdjusted < level
    const verdict = options.underpowered
      ? 'underpowered'
      : !isSignificant
        ? 'not supported'
        : reversed
          ? 'contradicted'
          : 'supported'
    const scope =
      results.length === 1
        ? `one seed: it speaks of these trained models only; ${deciding.n} paired units`
        : `${results.length} seeds are the units`
    const { effect, low, high } = deciding
    return {
      ...common,
      verdict,
      effect,
      low,
      high,
      pAdjusted,
      reason: note === '' ? scope : `${scope}; ${note}`,
    }
  })
}

interface Judgement {
  /** The comparison that decides; null where nothing is tested. */
  readonly deciding: MeanTest | null
  readonly p: number
  /** Whether it speaks against the claim. */
  readonly reversed: boolean
  readonly note: string
}

function judge({ test }: Claim, results: readonly SeedResults[]): Judgement {
  if (test.kind === 'not tested') return notTested(test.reason)
  if (test.kind === 'equivalent') {
    const values = differences(results, test.a, test.b)
    if (isVoid(values)) return notTested(nothingMeasured)
    const deciding = equivalenceTest(values, test.margin)
    // Beyond the margin is the contrary; its p is that of the distance to the nearer margin.
    const isBeyond = Math.abs(deciding.effect) > test.margin
    const side = Math.sign(deciding.effect) * test.margin
    const p = isBeyond ? meanTest(values.map((value) => value - side)).p : deciding.p
    return { deciding, p, reversed: isBeyond, note: `margin ${test.margin}` }
  }
  const compared =
    test.kind === 'higher'
      ? test.pairs.map(({ higher, lower }) => differences(results, higher, lower))
      : test.values.map(({ of, sign }) => perUnit(results, (settings) => signed(settings, of, sign)))
  if (compared.some(isVoid)) return notTested(nothingMeasured)
  const tests = compared.map(meanTest)
  // For the claim the weakest comparison decides; against it, the clearest of those that go the other way.
  const against = tests.filter(({ effect }) => effect <= 0)
  const reversed = against.length > 0
  const deciding = reversed
    ? against.reduce((clearest, next) => (next.p < clearest.p ? next : clearest))
    : tests.reduce((weakest, next) => (next.p > weakest.p ? next : weakest))
  const kind = reversed ? 'the clearest against it' : 'the weakest'
  const note = tests.length > 1 ? `${kind} of ${tests.length} comparisons` : ''
  // Speaking against it takes the clearest of several, so its p is corrected for having been chosen (Bonferroni).
  const p = reversed ? Math.min(1, tests.length * deciding.p) : deciding.p
  return { deciding, p, reversed, note }
}

const nothingMeasured = 'of some seed or setting nothing was measured: there were no units to compare'

function isVoid(values: readonly number[]): boolean {
  return values.length === 0 || values.some(Number.isNaN)
}

function notTested(reason: string): Judgement {
  return { deciding: null, p: 1, reversed: false, note: reason }
}

function differences(results: readonly SeedResults[], a: Measured, b: Measured): number[] {
  return perUnit(results, (settings) => {
    const second = new Map(valuesOf(settings, b).map(({ item, value }) => [item, value]))
    return valuesOf(settings, a).flatMap(({ item, value }) => {
      const other = second.get(item)
      return other === undefined ? [] : [value - other]
    })
  })
}

/** Values of one seed as they are; of several seeds, each seed's mean. */
function perUnit(
  results: readonly SeedResults[],
  values: (settings: readonly SettingResult[]) => readonly number[],
): number[] {
  const perSeed = results.map(({ settings }) => values(settings))
  if (perSeed.length === 1) return [...perSeed[0]!]
  return perSeed.map((all) => all.reduce((sum, value) => sum + value, 0) / all.length)
}

function signed(settings: readonly SettingResult[], of: Measured, sign: 1 | -1): number[] {
  return valuesOf(settings, of).map(({ value }) => sign * value)
}

function valuesOf(settings: readonly SettingResult[], { setting, metric }: Measured) {
  const units = settings.find((result) => result.setting === setting && metric in result.units)?.units[metric]
  if (units === undefined) throw new TypeError(`no ${metric} was measured for "${setting}"`)
  return units
}
