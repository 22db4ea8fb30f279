import type { Claim, Measured, StatedClaim } from '@retable/core'
import { testSets, wordLimits, wordsSet } from '../cells.ts'
import { claims } from '../claims.ts'

const at =
  (metric: string) =>
  (arm: string, set: string = testSets.limits): Measured => ({ setting: `${arm}/${set}`, metric })
const violations = at('violation_rate')
const words = at('mean_words')
const above = (higher: Measured, lower: Measured) => ({ higher, lower })
const [base, dpo, lift] = ['base', 'dpo', 'lift-dpo']

/** Why claims of the paper are not tested on this tier. */
const untested: Readonly<Record<string, string>> = {
  C3: 'win rates need a judge, and this tier has none',
  C4: 'win rates need a judge, and this tier has none; how long responses are without a limit is M5',
  C6: 'limits are not scaled down further: a tenth of them would be 1 to 8 words; limits of 15, 30 and 60 words for all are M4',
  C7: 'there is no SFT in this tier: every training starts from an instruct model',
}

const own = 'our own, not the paper’s: on tier mini '

/** R-DPO of this tier: the one that goes over limits less often in the paper's table 3. */
export const lengthPenalty = 0.1

/** Words by which responses without a limit may be shorter. */
const margin = 10

/** What the mini tier adds to the paper's claims; what follows C2 is what a small model makes doubtful. */
const ownClaims: readonly Claim[] = [
  {
    ...{ id: 'M1', isOwn: true, cells: [] },
    statement: `${own}LIFT-DPO goes over stated limits less often than the model that it starts from`,
    test: { kind: 'higher', pairs: [above(violations(base), violations(lift))] },
  },
  {
    ...{ id: 'M2', isOwn: true, cells: [] },
    statement: `${own}LIFT-DPO goes over stated limits less often than DPO also among sound texts, and less often goes over them or is unsound`,
    explanation:
      'a rate that falls because texts break is no success: sound is what is neither broken (empty, or repeating itself) nor the instruction said back, has five words or more, and was not cut off within its limit; of sound texts those are compared that both arms have',
    test: {
      kind: 'higher',
      pairs: ['violation_rate_sound', 'violation_or_unsound']
        .map(at)
        .map((rate) => above(rate(dpo), rate(lift))),
    },
  },
  {
    ...{ id: 'M3', isOwn: true, cells: [] },
    statement: `${own}LIFT-DPO goes over stated limits less often than R-DPO, and than DPO for one pass over its pairs`,
    explanation: 'both are run on one seed alone',
    test: {
      kind: 'higher',
      pairs: [`r-dpo ${lengthPenalty}`, 'dpo for one pass'].map((arm) =>
        above(violations(arm), violations(lift)),
      ),
    },
  },
  {
    ...{ id: 'M4', isOwn: true, cells: [] },
    statement: `${own}LIFT-DPO goes over stated limits less often than DPO where all are ${wordLimits.join(', ')} words`,
    explanation: 'the same instructions under each; run on one seed alone',
    test: {
      kind: 'higher',
      pairs: wordLimits.map(wordsSet).map((set) => above(violations(dpo, set), violations(lift, set))),
    },
  },
  {
    ...{ id: 'M5', isOwn: true, cells: [] },
    statement: `${own}without limits LIFT-DPO’s responses are not shorter than DPO’s by ${margin} words or more`,
    explanation:
      'the half of C4 that needs no judge; run on one seed alone. Responses end after 300 tokens, which brings the two closer together',
    test: { kind: 'no worse', a: words(lift, testSets.open), b: words(dpo, testSets.open), margin },
  },
]

/** Those of our own as they are stated. */
export const statedMiniClaims: readonly StatedClaim[] = ownClaims

/**
 * The paper's claims on the mini tier, and our own on it.
 *
 * @param isWhole - whether the seed runs every arm and every limit; otherwise what it lacks is not tested on it
 */
export function miniClaims({ isWhole }: { readonly isWhole: boolean }): Claim[] {
  const ofPaper = claims([]).flatMap((claim): Claim[] => {
    const reason = untested[claim.id]
    if (claim.isOwn === true) return []
    return [reason === undefined ? claim : { ...claim, test: { kind: 'not tested', reason } }]
  })
  const onWholeSeeds = new Set(['M3', 'M4', 'M5'])
  const reason = 'what it is about is run on other seeds than this one, and not in a quick run'
  const ofOurs = ownClaims.map((claim): Claim => {
    return isWhole || !onWholeSeeds.has(claim.id) ? claim : { ...claim, test: { kind: 'not tested', reason } }
  })
  return [...ofPaper, ...ofOurs]
}
