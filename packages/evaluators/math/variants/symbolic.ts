import type { Variant } from '@retable/core'
import { checkerId, equivalent } from '../checker/equivalent.ts'
import { finalAnswer, joinedBoxes } from '../checker/extract.ts'
import { normalOrRaw } from './hendrycks.ts'

/**
 * Retable's own rule, for papers that say "exact match after normalisation" or "equivalent" and name no grader; Pang et
 * al., "Iterative Reasoning Preference Optimization", arXiv 2404.19733v3, section 3.3, is one. MATH itself: Hendrycks et
 * al., arXiv 2103.03874v2.
 *
 * The last box, else the announced answer, else the last formula or number; several boxes that "and" joins may also be
 * right together, as a list. First the MATH authors' string form, then
 * numbers, then meaning. Votes are counted on the string form: equivalent answers in other spellings are other candidates.
 */
export const symbolic: Variant = {
  id: 'symbolic',
  version: '2',
  summary: 'last box, else announced answer; string form, then numeric and symbolic equivalence',
  source: `${checkerId}; string form of arXiv 2103.03874v2`,
  unparsedVotes: false,
  grade(output, { gold }) {
    const right = normalOrRaw(gold)
    const found = finalAnswer(output)
    if (found === null) return { extracted: null, gold: right, score: 0 }
    const isRight = equivalent(found, gold) || equivalent(joinedBoxes(output) ?? found, gold)
    return { extracted: normalOrRaw(found), gold: right, score: isRight ? 1 : 0 }
  },
}
