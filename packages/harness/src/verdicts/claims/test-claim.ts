import type { Claim, SeedResults } from '@retable/core'
import {
  boundedMeanTest,
  equivalenceTest,
  leastItemsFor,
  studentMeanTest,
  type MeanTest,
} from '@retable/stats'
import { counted } from '@retable/core'
import { pairedDifferences, signedValues, type ClaimValues } from './claim-values.ts'

/** What the data say of one claim, before the paper's other claims are looked at. */
export type ClaimTestResult =
  | { readonly kind: 'not tested'; readonly reason: string }
  | {
      readonly kind: 'tested'
      /** The comparison that decides. */
      readonly deciding: MeanTest
      /** Of its effect. */
      readonly unit: string
      /** Of what the data speak for, or against. */
      readonly p: number
      /** Whether they speak against the claim. */
      readonly isReversed: boolean
      readonly notes: readonly string[]
    }

/** Tests one claim on the values of its comparisons. */
export function testClaim({ test }: Claim, results: readonly SeedResults[]): ClaimTestResult {
  if (test.kind === 'not tested') return { kind: 'not tested', reason: test.reason }
  const compared =
    test.kind === 'equivalent' || test.kind === 'no worse'
      ? [pairedDifferences(results, test.a, test.b)]
      : test.kind === 'higher'
        ? test.pairs.map(({ higher, lower }) => pairedDifferences(results, higher, lower))
        : test.values.map(({ of, sign }) => signedValues(results, of, sign))
  if (compared.some(isVoid)) return { kind: 'not tested', reason: nothingMeasured }
  const found =
    test.kind === 'equivalent'
      ? withinMargin(compared[0]!, test.margin, results.length)
      : test.kind === 'no worse'
        ? aboveMargin(compared[0]!, test.margin, results.length)
        : allAbove(compared, results.length)
  const unpaired = compared.reduce((sum, each) => sum + each.unpaired, 0)
  const notes = unpaired > 0 ? [`${counted(unpaired, 'item')} without a partner left out`] : []
  return { ...found, notes: [...found.notes, ...notes] }
}

type Tested = Extract<ClaimTestResult, { kind: 'tested' }>

/** Every comparison above 0: the weakest decides for the claim; against it, the clearest of those that go the other way. */
function allAbove(compared: readonly ClaimValues[], seeds: number): Tested {
  const tests = compared.map((values) => ({ ...meanTestOf(values), unit: values.unit }))
  const against = tests.filter(({ effect }) => effect < 0)
  const isReversed = against.length > 0
  const deciding = isReversed
    ? against.reduce((clearest, next) => (next.p < clearest.p ? next : clearest))
    : tests.reduce((weakest, next) => (next.p > weakest.p ? next : weakest))
  const which = isReversed ? 'the clearest against it' : 'the weakest'
  const notes = tests.length > 1 ? [`${which} of ${tests.length} comparisons`] : []
  // Having been chosen as the clearest is corrected for (Bonferroni).
  const p = isReversed ? Math.min(1, tests.length * deciding.p) : deciding.p
  return {
    kind: 'tested',
    deciding,
    unit: deciding.unit,
    p,
    isReversed,
    notes: [...notes, ...methodNotes(compared, seeds)],
  }
}

/** Less apart than the margin; beyond it is the contrary, whose p is that of the distance to the nearer margin. */
function withinMargin(compared: ClaimValues, margin: number, seeds: number): Tested {
  const { values, bounds } = compared
  const within = bounds === null ? equivalenceTest(values, margin) : equivalenceTest(values, margin, bounds)
  const isReversed = Math.abs(within.effect) > margin
  const deciding = isReversed
    ? { ...within, p: beyond(compared, Math.sign(within.effect) * margin).p }
    : within
  const notes = [`margin ${margin}`, ...methodNotes([compared], seeds)]
  const least = bounds === null ? 0 : leastItemsFor(margin / bounds.most)
  if (values.length < least) {
    notes.push(`no result on ${values.length} items can prove so small a margin; it takes ${least}`)
  }
  return { kind: 'tested', deciding, unit: compared.unit, p: deciding.p, isReversed, notes }
}

/** Above, or below by less than the margin; further below is the contrary. The effect is told without the margin. */
function aboveMargin(compared: ClaimValues, margin: number, seeds: number): Tested {
  const { effect, p } = beyond(compared, -margin)
  const deciding = { ...meanTestOf(compared), p }
  const notes = [`margin ${margin}`, ...methodNotes([compared], seeds)]
  return { kind: 'tested', deciding, unit: compared.unit, p, isReversed: effect < 0, notes }
}

/** The test of the values' distance to one end of the margin. */
function beyond({ values, bounds }: ClaimValues, end: number): MeanTest {
  const moved = values.map((value) => value - end)
  if (bounds === null) return studentMeanTest(moved)
  return boundedMeanTest(moved, { least: bounds.least - end, most: bounds.most - end })
}

function meanTestOf({ values, bounds }: ClaimValues): MeanTest {
  return bounds === null ? studentMeanTest(values) : boundedMeanTest(values, bounds)
}

/** Over items without bounds nothing exact exists. */
function methodNotes(compared: readonly ClaimValues[], seeds: number): string[] {
  return seeds === 1 && compared.some(({ bounds }) => bounds === null) ? ['t over items, approximate'] : []
}

const nothingMeasured = 'of some seed or setting nothing was measured: there were no units to compare'

function isVoid({ values }: ClaimValues): boolean {
  return values.length === 0 || values.some(Number.isNaN)
}
