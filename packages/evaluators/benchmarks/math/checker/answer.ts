import { cleaned } from './spelling/clean.ts'
import { rangeOf } from './relations/intervals.ts'
import { readable } from './expressions/limits.ts'
import type { CommaReading } from './lists/separators.ts'
import { bareName, isName } from './words/names.ts'
import { about, isNamed, statedBy, valueIn } from './relations/chains.ts'
import { chainOf, commandParts, enclosed, listParts } from './lists/split.ts'
import { shortestUnion } from './sets/unions.ts'
import { matrixIn } from './spelling/matrices.ts'
import { measured, signOf } from './words/units.ts'
import { bareLetters } from './words/letters.ts'

/** What an answer is made of. */
export type Answer =
  /** An expression or a number, as LaTeX. */
  | { readonly kind: 'scalar'; readonly latex: string }
  /** A value with a unit behind it. */
  | { readonly kind: 'measured'; readonly unit: string; readonly value: Answer }
  /** Letters alone, which may be a product or a word. */
  | { readonly kind: 'letters'; readonly letters: string }
  /** What can be read in several ways, or says one value in two. */
  | { readonly kind: 'either'; readonly readings: readonly Answer[] }
  /** Words. */
  | { readonly kind: 'text'; readonly text: string }
  /** `x = 5`: the value, and the name it is given. */
  | { readonly kind: 'named'; readonly name: string; readonly value: Answer }
  /** Alternatives or a set: their order does not count. */
  | { readonly kind: 'list'; readonly parts: readonly Answer[] }
  /** Tuple or interval: brackets and order count. */
  | {
      readonly kind: 'tuple'
      readonly open: string
      readonly close: string
      readonly parts: readonly Answer[]
    }
  | { readonly kind: 'matrix'; readonly rows: readonly (readonly Answer[])[] }
  /** An equation that gives no name a value; `stated` is the value of what a problem may ask for: the 7 of "m+n = 7". */
  | {
      readonly kind: 'equation'
      readonly left: string
      readonly right: string
      readonly stated: Answer | null
    }
  /** Any other relation: its signs and sides. */
  | { readonly kind: 'relation'; readonly signs: readonly string[]; readonly sides: readonly string[] }

/** Reads an answer; null if it is too large or too deep to be read as mathematics. */
export function readAnswer(given: string, commas: CommaReading = 'thousands'): Answer | null {
  if (!readable(given)) return null
  const answer = answerOf(cleaned(given, commas), 0)
  const unit = answer.kind === 'scalar' || answer.kind === 'letters' ? signOf(given) : null
  return unit === null ? answer : { kind: 'measured', unit, value: answer }
}

function answerOf(latex: string, depth: number): Answer {
  const text = latex.trim()
  if (depth > 6) return { kind: 'text', text }
  const matrix = matrixOf(text, depth)
  if (matrix !== null) return matrix
  const number = /^\\text ?\{ ?(-?[\d.,]*\d) ?\}$/.exec(text)?.[1]
  if (number !== undefined) return answerOf(number, depth + 1)
  const letters = bareLetters(text)
  if (letters !== null) return { kind: 'letters', letters }
  const quantity = measured(text)
  const words = quantity === null ? wordsOf(text) : null
  if (words !== null) return { kind: 'text', text: words }
  const parts = listParts(text)
  if (parts.length > 1) return { kind: 'list', parts: namedParts(parts, depth) }
  if (quantity !== null) {
    const value = answerOf(quantity.value, depth + 1)
    // "9\pi cm \approx 28.27 cm" has its unit twice.
    return value.kind === 'measured' ? value : { kind: 'measured', unit: quantity.unit, value }
  }
  const plain = parts[0] ?? text
  const chain = chainOf(plain)
  if (chain.signs.length > 0) return relationOf(chain, depth)
  const unions = shortestUnion(plain) ?? commandParts(plain, String.raw`\cup`)
  if (unions.length > 1) return { kind: 'list', parts: unions.map((part) => answerOf(part, depth + 1)) }
  const brackets = enclosed(unions[0] ?? plain)
  if (brackets !== null) return groupOf(brackets, depth)
  const signed = plusMinus(plain)
  if (signed !== null) return { kind: 'list', parts: signed.map((part) => answerOf(part, depth + 1)) }
  return { kind: 'scalar', latex: plain.replace(/^(-?\d+) (\d+) ?\/ ?(\d+)$/, String.raw`$1\frac{$2}{$3}`) }
}

function groupOf({ open, inner, close }: NonNullable<ReturnType<typeof enclosed>>, depth: number): Answer {
  const parts = listParts(inner)
  const read = () => parts.map((part) => answerOf(part, depth + 1))
  if (open === '{' && close === '}') return parts.length === 1 ? answerOf(inner, depth + 1) : listOf(read())
  if (parts.length > 1 || open !== '(' || close !== ')') return { kind: 'tuple', open, close, parts: read() }
  return answerOf(inner, depth + 1)
}

function listOf(parts: readonly Answer[]): Answer {
  return { kind: 'list', parts }
}

/** "a = 4, -8": every part is a value; lists within a list are one list. */
function namedParts(parts: readonly string[], depth: number): readonly Answer[] {
  return parts.flatMap((part) => {
    const answer = answerOf(part, depth + 1)
    return answer.kind === 'list' ? answer.parts : [answer]
  })
}

function relationOf({ sides, signs }: ReturnType<typeof chainOf>, depth: number): Answer {
  const [first = '', second = ''] = sides
  const read = (side: string) => answerOf(side, depth + 1)
  if (signs.every((sign) => sign === '=' || sign === about)) {
    const value = valueIn(sides, signs)
    if (isNamed(first) && value !== null && value !== first) return named(first, read(value))
    if (value !== null) return read(value)
    if (isNamed(second)) return named(second, read(first))
    const stated = statedBy(first, second)
    return { kind: 'equation', left: first, right: second, stated: stated === null ? null : read(stated) }
  }
  if (signs.length === 1 && signs[0] === String.raw`\in` && isName(first)) {
    return named(first, read(second))
  }
  const range = rangeOf(sides, signs)
  if (range === null) return { kind: 'relation', signs, sides }
  const parts = [read(range.low), read(range.high)]
  return named(range.name, { kind: 'tuple', open: range.open, close: range.close, parts })
}

function named(name: string, value: Answer): Answer {
  return { kind: 'named', name: bareName(name), value }
}

function plusMinus(text: string): readonly string[] | null {
  const at = text.indexOf(String.raw`\pm`)
  if (at < 0 || text.includes(String.raw`\pm`, at + 1)) return null
  const [before, after] = [text.slice(0, at), text.slice(at + 3)]
  return [`${before}+${after}`.replace(/^\+/, ''), `${before}-${after}`]
}

function matrixOf(text: string, depth: number): Answer | null {
  const matrix = matrixIn(text)
  if (matrix === null) return null
  const rows = matrix.rows.map((row) => row.map((cell) => answerOf(cell, depth + 1)))
  return matrix.name === null ? { kind: 'matrix', rows } : named(matrix.name, { kind: 'matrix', rows })
}

/** The words of an answer that is only words, lower-case; null if it is none. */
function wordsOf(text: string): string | null {
  const inside = /^\(?\\text ?\{([^{}]*)\}\)?$/.exec(text)?.[1]
  const words = (inside ?? text).trim().replace(/^\(([a-zA-Z])\)$/, '$1')
  if (inside !== undefined && !/^[-+\d.]+$/.test(words)) return words.toLowerCase().replace(/[.\s]+$/, '')
  if (words.includes(String.raw`\begin`)) return null
  const known = words.replace(/\\text ?\{[^{}]*\}|\\[a-zA-Z]+/g, ' ')
  const long = known.match(/[a-zA-Z]{4,}/g) ?? []
  if (long.length >= 2 || /^[a-zA-Z]{3,}$/.test(words)) return words.toLowerCase()
  return null
}
