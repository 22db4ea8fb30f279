import type { Variant } from '@retable/core'
import { lastBoxed } from '../boxed.ts'
import { checkerId, sameValue } from '../checker/equivalent.ts'
import { hendrycksNormal } from '../hendrycks-normal.ts'
import { isWhole, prm800kNormal, withoutSeparators } from '../prm800k-normal.ts'

/**
 * Lightman et al., "Let's Verify Step by Step" (PRM800K), arXiv 2305.20050v1; openai/prm800k at 7ecc794, grade_answer.
 *
 * The last box. Equal in the MATH authors' string form, else in the grader's own text form; else tuples part by part:
 * fractions must be the same text (an unreduced one is wrong), a whole number only equals a whole number, and the rest
 * is right if the difference is 0. sympy decides that there, and only for at most two letters and no hard power;
 * retable's own checker decides here, under the same conditions.
 */
export const prm800k: Variant = {
  id: 'prm800k',
  version: '3',
  summary: "last box, string forms, then tuples part by part under PRM800K's conditions",
  source: `arXiv 2305.20050v1; openai/prm800k at 7ecc794, grade_answer; ${checkerId}`,
  unparsedVotes: false,
  grade(output, { gold }) {
    const found = lastBoxed(output)
    const right = prm800kNormal(gold)
    if (found === null) return { extracted: null, gold: right, score: 0 }
    return { extracted: prm800kNormal(found), gold: right, score: sameAsPrm800k(found, gold) ? 1 : 0 }
  },
}

/** Whether PRM800K's grader takes `given` for `gold`; it is not symmetric. */
export function sameAsPrm800k(given: string, gold: string): boolean {
  if (mathdNormal(given) === mathdNormal(gold)) return true
  const [theirs, right] = [prm800kNormal(given), prm800kNormal(gold)]
  if (theirs === right) return true
  if (theirs === '') return false
  const [parts, wanted] = [tupleParts(theirs), tupleParts(right)]
  const sameEnds = theirs[0] === right[0] && theirs.at(-1) === right.at(-1)
  if (parts.length !== wanted.length || (wanted.length > 1 && !sameEnds)) return false
  return wanted.every((part, i) => samePart(parts[i]!, part))
}

function samePart(given: string, gold: string): boolean {
  if (isFraction(gold) && isFraction(given)) return given === gold
  // sympy takes no relation for an expression.
  if (/[=<>]/.test(given + gold)) return false
  if (isWhole(gold) !== isWhole(given)) return false
  return sympyWouldTry(`(${gold})-(${given})`) && sameValue(asLatex(given), asLatex(gold))
}

/** The MATH authors' form, without a `\text{...}` around the whole. */
function mathdNormal(answer: string): string {
  const trimmed = answer.trim()
  const inner = /^\\text\{(.+?)\}$/s.exec(trimmed)?.[1]?.trim() ?? trimmed
  try {
    return hendrycksNormal(inner)
  } catch {
    return inner
  }
}

function tupleParts(text: string): readonly string[] {
  const plain = withoutSeparators(text)
  const inner = plain.slice(1, -1)
  const isTuple = plain.length > 2 && '(['.includes(plain[0]!) && ')]'.includes(plain.at(-1)!)
  return isTuple && !/[()[\]]/.test(inner) ? inner.split(',').map((part) => part.trim()) : [plain]
}

function isFraction(text: string): boolean {
  return /^-?[0-9]+.?\/0*[1-9][0-9]*.?$/.test(text)
}

function sympyWouldTry(text: string): boolean {
  // Its parser knows no other signs, and a root only with brackets: "5√2" and "sqrt2" are no expressions.
  if (/[^\0-\x7f]|sqrt(?![([])/.test(text)) return false
  const letters = new Set(text.replaceAll('sqrt', '').replaceAll('frac', '').match(/\p{L}/gu) ?? [])
  if (letters.size > 2 || text.includes('^{') || text.includes('^(')) return false
  return !/\^[0-9]+\^|\^[0-9][0-9]+/.test(text)
}

function asLatex(text: string): string {
  return text.replaceAll('inf', String.raw`\infty`)
}
