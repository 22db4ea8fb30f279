import { cleaned, rowEnd, spelled } from './clean.ts'
import { plainNumber } from './identity.ts'
import { longest } from './limits.ts'
import { signOf } from './units.ts'

/**
 * The form in which an answer is voted on: it means what the answer means, and no more, so that all answers of one form
 * are right or wrong together. Delimiters, degrees and sizes that say nothing go, and a number has one form, save
 * for a long decimal, which may stand for what it rounds.
 */
export function votedForm(answer: string): string {
  if (answer.length > longest) return spelled(answer)
  const text = spelled(cleaned(answer)).replaceAll(rowEnd, '\\\\')
  const sign = signOf(answer)
  if (sign !== null) return `${text}\\text{ ${sign}}`
  const value = text.includes('.') && text.length > 6 ? null : plainNumber(text)
  if (value === null) return text
  const { top, bottom } = value
  return bottom === 1n
    ? String(top)
    : `${top < 0n ? '-' : ''}\\frac{${String(top < 0n ? -top : top)}}{${String(bottom)}}`
}
