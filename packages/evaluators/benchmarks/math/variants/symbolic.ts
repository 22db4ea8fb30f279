import type { Variant } from '@retable/core'
import { lastBoxes } from '../checker/extraction/boxes.ts'
import { checkerId, isRight } from '../checker/equivalent.ts'
import { finalAnswer } from '../checker/extraction/final-answer.ts'
import { asksFor, withCommasOf } from '../checker/lists/separators.ts'
import { votedForm } from '../checker/voted.ts'

/** Commas of which the question may say what they part. */
const hasCommas = /\d,\d{3}/

/**
 * Retable's own rule, for papers that say "exact match after normalisation" or "equivalent" and name no grader; Pang et
 * al., "Iterative Reasoning Preference Optimization", arXiv 2404.19733v3, section 3.3, is one. MATH itself: Hendrycks et
 * al., arXiv 2103.03874v2.
 *
 * What is stated behind the last box as the final answer; else the last box, with boxes that commas or "and" join to it as
 * one list; else the announced answer, else the last formula or number: one answer, decided from the output alone. It is right if it means the same as the gold, or as the answer that
 * the item's own worked solution has by the same rule: the golds are last boxes, and four solutions have two. Votes are
 * counted on it in one form of its own, and that form is what is scored: equivalent answers may have several, but all of
 * one form have one score. Where the item's question says whether it asks for one number or several, it decides about
 * the comma of "70,110".
 */
export const symbolic: Variant = {
  id: 'symbolic',
  version: '5',
  summary: 'last box, else announced answer; numeric and symbolic equivalence',
  source: checkerId,
  unparsedVotes: false,
  grade(output, { gold, item }) {
    const found = finalAnswer(output)
    const isDoubtful = hasCommas.test(gold) || (found !== null && hasCommas.test(found))
    const asked = isDoubtful && item !== undefined ? asksFor(item.question) : null
    const wanted = withCommasOf(gold, asked)
    const right = votedForm(wanted)
    if (found === null) return { extracted: null, gold: right, score: 0 }
    const extracted = votedForm(asked === 'one' ? withCommasOf(found, asked) : found)
    const solved = item?.solution === undefined ? null : lastBoxes(item.solution)
    const isGold = isRight(extracted, wanted)
    const isSolved = () =>
      solved !== null && solved !== gold && isRight(extracted, withCommasOf(solved, asked))
    return { extracted, gold: right, score: isGold || isSolved() ? 1 : 0 }
  },
}
