import type { Variant } from '@retable/core'
import { checkerId } from '../checker/equivalent.ts'
import { lmEvalMinervaNormal, minervaNormal } from '../minerva-normal.ts'
import { sympyReads } from '../sympy-latex.ts'
import { sameAsSympy } from '../sympy-value.ts'

/**
 * Lewkowycz et al., "Solving Quantitative Reasoning Problems with Language Models" (Minerva), arXiv 2206.14858v2,
 * appendix D.1; lm-evaluation-harness at 4e7e0d4, task minerva_math, metric exact_match.
 *
 * The sentence "Final Answer: The final answer is ... I hope it is correct." holds the answer; both sides are brought
 * into Minerva's string form, read by sympy's LaTeX grammar, and right if the difference simplifies to 0. The grammar's
 * limits are kept, since 276 of the 5,000 golds have no reading: a tuple or a matrix is wrong even if it is the same
 * string, and of a list only the first part counts. Retable's own comparison at points, with
 * sympy's meaning of letters, roots and products, stands in for sympy's simplification.
 */
export const minerva = variant({
  id: 'minerva',
  summary: 'the sentence "Final Answer: The final answer is ...", value in sympy\'s reading',
  source: 'arXiv 2206.14858v2, appendix D.1; lm-evaluation-harness at 4e7e0d4, task minerva_math',
  normal: minervaNormal,
  same: sameAsMinerva,
})

/** The same task in lm-evaluation-harness 0.4.13: unit words spare commands, and equal strings are right. */
export const lmEvalMinerva = variant({
  id: 'lm-eval-minerva',
  summary: 'as minerva, with the string form of lm-eval 0.4.13; equal strings are right',
  source: 'lm-evaluation-harness 0.4.13, task minerva_math 3.1, exact_match',
  normal: lmEvalMinervaNormal,
  same: sameAsLmEvalMinerva,
})

/** Whether two answers in Minerva's string form have the same value in what sympy's grammar reads of them. */
export function sameAsMinerva(given: string, gold: string): boolean {
  const [theirs, right] = [sympyReads(given), sympyReads(gold)]
  return theirs !== null && right !== null && (theirs === right || sameAsSympy(theirs, right))
}

/** The same, or the same string. */
export function sameAsLmEvalMinerva(given: string, gold: string): boolean {
  return (given !== '' && given === gold) || sameAsMinerva(given, gold)
}

function variant(rule: {
  readonly id: string
  readonly summary: string
  readonly source: string
  readonly normal: (answer: string) => string
  readonly same: (given: string, gold: string) => boolean
}): Variant {
  const { id, summary, source, normal, same } = rule
  return {
    id,
    version: '3',
    summary,
    source: `${source}; ${checkerId}`,
    unparsedVotes: true,
    grade(output, { gold }) {
      const right = normal(gold)
      const found = finalSentence(output)
      if (found === null) return { extracted: null, gold: right, score: 0 }
      const extracted = normal(found)
      return { extracted, gold: right, score: same(extracted, right) ? 1 : 0 }
    },
  }
}

/** What stands in the first complete sentence; the harness puts its end behind every output. */
export function finalSentence(output: string): string | null {
  const text = output + 'I hope it is correct.'
  let end = -1
  for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
    const start = at + opening.length
    const line = text.indexOf('\n', start)
    // One more character stands between the answer and " I hope": a full stop, as a rule.
    if (end < start + 1) end = text.indexOf(closing, start + 1)
    if (end < 0) return null
    const after = text.codePointAt(end + closing.length)
    const broken = line >= 0 && line < end
    if (!broken && after !== undefined && after !== 0x0a) {
      return text.slice(start, end - 1).trim()
    }
  }
  return null
}

const opening = 'Final Answer: The final answer is'
const closing = ' I hope it is correct'
