import { measured } from '../words/units.ts'

const months = 'january|february|march|april|may|june|july|august|september|october|november|december'
const time = /^(\d{1,2})(?: ?[:.] ?(\d\d))? ?([ap])\.? ?m\.?$/i
const day = String.raw`(\d{1,2})(?:st|nd|rd|th)?`
const date = new RegExp(`^(?:(${months}) ${day}|${day}(?: of)? (${months}))((?:,| )? ?\\d{4})?$`, 'i')

/**
 * Times of day, dates and other words with numbers as one `\text{...}`, whichever of their parts stood in one; letters
 * of several choices as a list; a set that is named in words as its sign.
 */
export function plainWords(text: string): string {
  if (text.length > 80 || !/[a-zA-Z]/.test(text)) return text
  const opened = text
    .replace(/\\text ?\{([^{}]*)\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  const [, hour, minutes = '00', half] = time.exec(opened) ?? []
  if (hour !== undefined && half !== undefined) {
    return String.raw`\text{${String(Number(hour))}:${minutes} ${half.toLowerCase()}.m.}`
  }
  const [, month, dayBehind, dayBefore, monthBehind, year = ''] = date.exec(opened) ?? []
  if (month !== undefined || monthBehind !== undefined) {
    const parts = [month ?? monthBehind, dayBehind ?? dayBefore, year.replace(/\D/g, '')]
    return String.raw`\text{${parts.join(' ').trim()}}`
  }
  if (/^(?:the )?(?:set of )?(?:all )?(?:the )?real(?:s| numbers?)$/i.test(opened))
    return String.raw`(-\infty,\infty)`
  if (/^(?:the )?(?:empty|null) set$/i.test(opened)) return String.raw`\emptyset`
  const [, first, second] = /^(\d{1,9}) ?to ?(\d{1,9})$/.exec(opened) ?? []
  if (first !== undefined && second !== undefined) return `${first}:${second}`
  if (!text.includes(String.raw`\text`)) return text
  const inside = /^\\text ?\{([^{}]*)\}$/.exec(text)?.[1]?.trim()
  if (inside !== undefined && /^[a-z] ?= ?-?\d[\d./]*$/.test(inside)) return inside
  const [, value = '', unit = ''] = /^(-?\d[\d.,/]*) ?([a-zA-Z][a-zA-Z. ]*)$/.exec(inside ?? '') ?? []
  const quantity = String.raw`${value}\text{ ${unit}}`
  if (unit !== '' && measured(quantity) !== null) return quantity
  if (/^\\text ?\{ ?[A-Z](?: ?, ?[A-Z]){1,20} ?\}$/.test(text)) return opened
  const isMixed = /[\w)]/.test(text.replace(/\\text ?\{[^{}]*\}/g, ''))
  const areWords = /^[\w .:'()-]*$/.test(opened) && /[a-zA-Z]{2}/.test(opened)
  return isMixed && areWords && measured(text) === null ? String.raw`\text{${opened}}` : text
}
