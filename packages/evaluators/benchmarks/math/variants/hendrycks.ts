import type { Variant } from '@retable/core'
import { lastBoxed } from '../boxed.ts'
import { hendrycksNormal } from '../hendrycks-normal.ts'

/**
 * The benchmark's own rule. Hendrycks et al., "Measuring Mathematical Problem Solving With the MATH Dataset",
 * arXiv 2103.03874v2; hendrycks/math at 985bdc1, math_equivalence.py.
 *
 * The last box, brought into the authors' string form; strings are compared, so "3,250" is not "3250", nor "0.25" 1/4.
 */
export const hendrycks: Variant = {
  id: 'hendrycks',
  version: '1',
  summary: "last box, string equality after the authors' normalisation",
  source: 'arXiv 2103.03874v2; hendrycks/math at 985bdc1, is_equiv',
  unparsedVotes: false,
  grade(output, { gold }) {
    const found = lastBoxed(output)
    const right = stringForm(gold)
    if (found === null) return { extracted: null, gold: right ?? gold, score: 0 }
    // As in sameAsHendrycks, with each form made once.
    const form = found === gold ? right : stringForm(found)
    const isSame = found === gold || (form !== null && form === right)
    return { extracted: form ?? found, gold: right ?? gold, score: isSame ? 1 : 0 }
  },
}

/** The string form, or the text itself where it has none. */
export function normalOrRaw(answer: string): string {
  return stringForm(answer) ?? answer
}

function stringForm(answer: string): string | null {
  try {
    return hendrycksNormal(answer)
  } catch {
    return null
  }
}
