import { cleaned, rowEnd, spelled } from './spelling/clean.ts'
import { plainNumber } from './expressions/identity.ts'
import { longest } from './expressions/limits.ts'
import { settled, valueAndPercent } from './lists/stated-twice.ts'
import { withListBlanks } from './lists/separators.ts'
import { signOf } from './words/units.ts'

/**
 * The form in which an answer is voted on, and on which it is scored: it means what the answer means. Delimiters, degrees
 * and sizes that say nothing go, and a number has one form, save for a long decimal, which may stand for what it rounds.
 */
export function votedForm(answer: string): string {
  const known = forms.get(answer)
  if (known !== undefined) return known
  const form = formOf(answer)
  if (forms.size >= kept) forms.clear()
  if (answer.length <= longest) forms.set(answer, form)
  return form
}

const forms = new Map<string, string>()
/** Forms kept: a gold has one for all its samples. */
const kept = 20_000

function formOf(answer: string): string {
  if (answer.length > longest) return spelled(answer)
  const twice = valueAndPercent(answer)
  if (twice !== null) return `${votedForm(twice[0])}=${spelled(twice[1])}`
  const plain = settled(answer)
  const text = spelled(withListBlanks(cleaned(plain, 'list'))).replaceAll(rowEnd, '\\\\')
  const sign = signOf(plain)
  if (sign !== null) {
    // Beside a list or a relation the sign stays one, which says nothing of the last member alone.
    if (/[,;=<>]|\\(?:leq|geq|neq|in|cup|pm|approx)(?![a-zA-Z])/.test(text)) {
      return sign === 'dollar' ? `\\$${text}` : `${text}\\%`
    }
    return `${text}\\text{${sign}}`
  }
  const isLong = text.includes('.') && text.length > 6 && !/\\overline|e/i.test(text)
  const value = isLong ? null : plainNumber(text)
  if (value === null) return text
  const { top, bottom } = value
  return bottom === 1n
    ? String(top)
    : `${top < 0n ? '-' : ''}\\frac{${String(top < 0n ? -top : top)}}{${String(bottom)}}`
}
