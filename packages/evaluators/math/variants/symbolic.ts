import type { Variant } from '@retable/core'
import { lastBoxes } from '../checker/boxes.ts'
import { checkerId, equivalent } from '../checker/equivalent.ts'
import { finalAnswer } from '../checker/extract.ts'
import { votedForm } from '../checker/voted.ts'

/**
 * Retable's own rule, for papers that say "exact match after normalisation" or "equivalent" and name no grader; Pang et
 * al., "Iterative Reasoning Preference Optimization", arXiv 2404.19733v3, section 3.3, is one. MATH itself: Hendrycks et
 * al., arXiv 2103.03874v2.
 *
 * What is stated behind the last box as the final answer; else the last box, with boxes that commas or "and" join to it as
 * one list; else the announced answer, else the last formula or number: one answer, decided from the output alone. It is right if it means the same as the gold, or as the answer that
 * the item's own worked solution has by the same rule: the golds are last boxes, and four solutions have two. Votes are
 * counted on it in one form of its own; equivalent answers may have several, but all of one form have one score.
 */
export const symbolic: Variant = {
  id: 'symbolic',
  version: '4',
  summary: 'last box, else announced answer; numeric and symbolic equivalence',
  source: checkerId,
  unparsedVotes: false,
  grade(output, { gold, item }) {
    const right = votedForm(gold)
    const found = finalAnswer(output)
    if (found === null) return { extracted: null, gold: right, score: 0 }
    const extracted = votedForm(found)
    const solved = item?.solution === undefined ? null : lastBoxes(item.solution)
    const isRight =
      equivalent(found, gold) || (solved !== null && solved !== gold && equivalent(found, solved))
    return { extracted, gold: right, score: isRight ? 1 : 0 }
  },
}
