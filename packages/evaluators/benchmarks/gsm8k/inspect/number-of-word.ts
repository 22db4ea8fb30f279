import { chineseDigit, chineseNumber, isChinese } from './chinese-number.ts'
import { digitOf, numericOf } from './digits.ts'
import { stripped } from './python-space.ts'

/**
 * The number that a word is, undefined if it is none: what Python's float takes, and what inspect_ai 0.3.285 takes beside
 * it: signs of other scripts, grouping marks, vulgar fractions, superscripts as powers, numerals of other scripts.
 */
export function numberOfWord(word: string): number | undefined {
  const text = word.replace(/^[!?:;()[\]{}'"`]+|(?<![!?:;()[\]{}'"`])[!?:;()[\]{}'"`]+$/g, '')
  for (const read of [pythonFloat, otherNumber]) {
    const value = read(text)
    if (value !== undefined && Number.isFinite(value)) return value
  }
  return undefined
}

/** Python's float of a text: digits of any script, underscores between them. */
function pythonFloat(text: string): number | undefined {
  const ascii = stripped(text).replace(/\p{Nd}/gu, (digit) => String(digitOf(digit)))
  if (!/^[-+]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?$/i.test(ascii))
    return undefined
  return Number(ascii.replaceAll('_', ''))
}

const minus = /^[-\u2212\ufe63\uff0d\u8d1f\u8ca0]/
const leadingSigns =
  /^(?:[-\u2212\ufe63\uff0d\u8d1f\u8ca0+\uff0b\ufe62\u6b63](?:[^\S\ufeff]|[\u0085\u001c-\u001f])*)+/

function otherNumber(word: string): number | undefined {
  const [signs = ''] = leadingSigns.exec(stripped(word)) ?? []
  const text = stripped(stripped(word).slice(signs.length))
  const sign = [...signs].filter((letter) => minus.test(letter)).length % 2 === 1 ? -1 : 1
  const single = [...text].length === 1 ? numericOf(text) : undefined
  if (single !== undefined) return sign * single
  const { base, power } = withoutPower(text)
  const value = base === undefined ? undefined : withFraction(base)
  if (value === undefined) return undefined
  if (power === undefined) return sign * value
  const raised = (sign * value) ** power
  return Number.isFinite(raised) ? raised : undefined
}

const superscripts = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079'

/** "5²": a base and a power; a superscript alone is no power. */
function withoutPower(text: string): { readonly base?: string; readonly power?: number } {
  const [, base = '', sign = '', digits = ''] =
    /^([^]*?)([\u207b\u207a]?)([\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,20})$/.exec(ungrouped(text)) ?? []
  if (digits === '' || base.trim() === '') return { base: text }
  const power = Number([...digits].map((digit) => superscripts.indexOf(digit)).join(''))
  return {
    base: text.slice(0, text.lastIndexOf(sign + digits)).trimEnd(),
    power: sign === '\u207b' ? -power : power,
  }
}

const separators = new Set(",\uff0c\ufe50\u3001\u066c \u00a0\u202f\u2009\u2007\u2008'\u2019\u02bc\uff07")

/** A text without grouping marks and white space at its end. */
function ungrouped(text: string): string {
  let end = text.length
  while (end > 0 && (separators.has(text[end - 1]!) || stripped(text[end - 1]!) === '')) end -= 1
  return text.slice(0, end)
}

/** "2½": a number before at most one fraction; nothing but grouping marks may follow it. */
function withFraction(text: string): number | undefined {
  const letters = [...text]
  const at = letters.findIndex(isFraction)
  if (at < 0) return wholeNumber(text)
  const after = letters.slice(at + 1).join('')
  if (ungrouped(after) !== '') return undefined
  const before = stripped(letters.slice(0, at).join(''))
  const whole = before === '' ? 0 : wholeNumber(before)
  return whole === undefined ? undefined : whole + numericOf(letters[at]!)!
}

function isFraction(letter: string): boolean {
  const value = numericOf(letter)
  return value !== undefined && value > 0 && value < 1
}

function wholeNumber(text: string): number | undefined {
  const trimmed = stripped(text)
  if (trimmed === '') return undefined
  const chinese = isChinese(trimmed) ? chineseNumber(trimmed) : undefined
  return chinese ?? groupedNumber(trimmed) ?? ([...trimmed].length === 1 ? numericOf(trimmed) : undefined)
}

/** Digits of any script with grouping marks, a decimal mark and an exponent. */
function groupedNumber(text: string): number | undefined {
  let ascii = ''
  let [hasPoint, hasExponent] = [false, false]
  const letters = [...text]
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i]!
    const digit = digitOf(letter) ?? chineseDigit(letter)
    if (/e/i.test(letter) && !hasExponent) {
      if (ascii === '') return undefined
      hasExponent = true
      ascii += 'e'
      const next = letters[i + 1] ?? ''
      if (/[-\u2212\ufe63\uff0d+\uff0b\ufe62]/.test(next)) {
        ascii += /[+\uff0b\ufe62]/.test(next) ? '+' : '-'
        i += 1
      }
    } else if (/[.\u066b\uff0e]/.test(letter)) {
      if (hasPoint) return undefined
      hasPoint = true
      ascii += '.'
    } else if (digit !== undefined) ascii += digit
    else if (!separators.has(letter) && stripped(letter) !== '') return undefined
  }
  return /\d/.test(ascii) ? pythonFloat(ascii) : undefined
}
