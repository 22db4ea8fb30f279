import { cleaned } from './clean.ts'
import { readable } from './limits.ts'
import { chainOf, commandParts, enclosed, listParts } from './split.ts'

/** What an answer is made of. */
export type Answer =
  /** An expression or a number, as LaTeX. */
  | { readonly kind: 'scalar'; readonly latex: string }
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
  /** An equation that gives no name a value, as left side minus right side. */
  | { readonly kind: 'equation'; readonly left: string; readonly right: string }
  /** Any other relation: its signs and sides. */
  | { readonly kind: 'relation'; readonly signs: readonly string[]; readonly sides: readonly string[] }

/** Reads an answer; null if it is too large or too deep to be read as mathematics. */
export function readAnswer(given: string): Answer | null {
  if (!readable(given)) return null
  return answerOf(cleaned(given), 0)
}

function answerOf(latex: string, depth: number): Answer {
  const text = latex.trim()
  if (depth > 6) return { kind: 'text', text }
  const matrix = matrixOf(text, depth)
  if (matrix !== null) return matrix
  const words = wordsOf(text)
  if (words !== null) return { kind: 'text', text: words }
  const parts = listParts(text)
  if (parts.length > 1) return { kind: 'list', parts: namedParts(parts, depth) }
  const plain = withoutUnits(parts[0] ?? text)
  const chain = chainOf(plain)
  if (chain.signs.length > 0) return relationOf(chain, depth)
  const unions = commandParts(plain, String.raw`\cup`)
  if (unions.length > 1) return { kind: 'list', parts: unions.map((part) => answerOf(part, depth + 1)) }
  const brackets = enclosed(plain)
  if (brackets !== null) return groupOf(brackets, depth)
  const signed = plusMinus(plain)
  if (signed !== null) return { kind: 'list', parts: signed.map((part) => answerOf(part, depth + 1)) }
  return { kind: 'scalar', latex: plain }
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

/** A letter or word with an index, an argument or bars: what an answer may be the value of. */
const names: readonly RegExp[] = [
  /^(?:[a-zA-Z]|\\[a-zA-Z]+(?![a-zA-Z])|\\(?:text|overline|angle) ?\{[^{}]*\})(?:[a-zA-Z' ]|_\{?[a-zA-Z0-9]+\}?(?![a-zA-Z0-9])|\\[a-zA-Z]+(?![a-zA-Z]))*(?: ?\([\w, ]+\))?$/,
  // A length, a ratio, a tuple of unknowns.
  /^\|[A-Z]+\|$|^\\frac\{[A-Z]+\}\{[A-Z]+\}$|^[A-Z](?:[A-Z]+|_\{?\w+\}?)? ?: ?[A-Z](?:[A-Z]+|_\{?\w+\}?)?$/,
  /^\([a-z](?:, ?[a-z])*\)$/,
]

function isName(text: string): boolean {
  return text.length <= 60 && names.some((pattern) => pattern.test(text))
}

function relationOf({ sides, signs }: ReturnType<typeof chainOf>, depth: number): Answer {
  const [first = '', second = ''] = sides
  const last = sides.at(-1)!
  if (signs.every((sign) => sign === '=' || sign === String.raw`\approx`)) {
    // After "=" comes the value; what is only approximate after it does not count.
    const about = signs.indexOf(String.raw`\approx`)
    const value = about > 0 ? sides[about]! : last
    if (isName(first)) return { kind: 'named', name: bareName(first), value: answerOf(value, depth + 1) }
    if (sides.length > 2 || about >= 0) return answerOf(value, depth + 1)
    return { kind: 'equation', left: first, right: second }
  }
  if (signs.length === 1 && signs[0] === String.raw`\in` && isName(first)) {
    return { kind: 'named', name: bareName(first), value: answerOf(second, depth + 1) }
  }
  return intervalOf(sides, signs, depth) ?? { kind: 'relation', signs, sides }
}

const turned: Readonly<Record<string, string>> = { '<': '>', '>': '<', '\\leq': '\\geq', '\\geq': '\\leq' }

/** `a < x \leq b` and `x > a` as intervals of x. */
function intervalOf(sides: readonly string[], signs: readonly string[], depth: number): Answer | null {
  if (signs.some((sign) => turned[sign] === undefined)) return null
  if (sides.length === 3 && isName(sides[1]!)) {
    const up = signs.every((sign) => sign === '<' || sign === String.raw`\leq`)
    const down = signs.every((sign) => sign === '>' || sign === String.raw`\geq`)
    if (!up && !down) return null
    const [low, high] = up ? [sides[0]!, sides[2]!] : [sides[2]!, sides[0]!]
    const [lowSign, highSign] = up ? signs : signs.toReversed()
    return named(sides[1]!, interval(low, high, isStrict(lowSign!), isStrict(highSign!), depth))
  }
  if (sides.length !== 2) return null
  let [left, right] = [sides[0]!, sides[1]!]
  let sign = signs[0]!
  if (!isName(left.replace(/^-/, '')) && isName(right.replace(/^-/, ''))) {
    ;[left, right, sign] = [right, left, turned[sign]!]
  }
  if (left.startsWith('-')) [left, right, sign] = [left.slice(1), `-(${right})`, turned[sign]!]
  if (!isName(left)) return null
  const below = sign === '<' || sign === String.raw`\leq`
  const infinity = String.raw`\infty`
  const value = below
    ? interval(`-${infinity}`, right, true, isStrict(sign), depth)
    : interval(right, infinity, isStrict(sign), true, depth)
  return named(left, value)
}

function named(left: string, value: Answer): Answer {
  return { kind: 'named', name: bareName(left), value }
}

function isStrict(sign: string): boolean {
  return sign === '<' || sign === '>'
}

function interval(low: string, high: string, openLow: boolean, openHigh: boolean, depth: number): Answer {
  const parts = [answerOf(low, depth + 1), answerOf(high, depth + 1)]
  return { kind: 'tuple', open: openLow ? '(' : '[', close: openHigh ? ')' : ']', parts }
}

/** A function's name without its argument. */
function bareName(text: string): string {
  return text.replace(/ ?\([\w, ]+\)$/, '').replace(/[\s{}]/g, '')
}

function plusMinus(text: string): readonly string[] | null {
  const at = text.indexOf(String.raw`\pm`)
  if (at < 0 || text.includes(String.raw`\pm`, at + 1)) return null
  const [before, after] = [text.slice(0, at), text.slice(at + 3)]
  return [`${before}+${after}`.replace(/^\+/, ''), `${before}-${after}`]
}

function matrixOf(text: string, depth: number): Answer | null {
  const found = /^\(?\[? ?\\begin ?\{([pb]?matrix|array)\}(?:\{[lcr|]+\})?(.*)\\end ?\{\1\} ?\]?\)?$/s.exec(
    text,
  )
  if (found === null || found[2]!.includes(String.raw`\begin`)) return null
  const rows = found[2]!.split('\\\\').filter((row) => row.trim() !== '')
  return {
    kind: 'matrix',
    rows: rows.map((row) => row.split('&').map((cell) => answerOf(cell, depth + 1))),
  }
}

const units =
  /^(.*[\d})a-z]) ?(?:\b|(?<=\d))(?:square |cubic )?(?:degrees?|percent(?:age)?|pct|cm|centimeters?|mm|km|m|meters?|miles?|mph|seconds?|minutes?|hours?|days?|weeks?|months?|years?|foot|feet|ft|inch(?:es)?|in|yards?|dollars?|cents?|units?|pounds?|points?)\.? ?(?:\^ ?\{?\d\}?)?$/

/** A value without the unit behind it: words in `\text{...}` with a power, or a known unit. */
function withoutUnits(text: string): string {
  const bare = text.replace(
    /(?<=[\w})!]) *\\text ?\{[^{}]*\} *(?:\^ ?\{?\d\}?)? *(?:\/ ?\\text ?\{[^{}]*\})?$/,
    '',
  )
  const value = bare.trim() === '' ? text : bare.trim()
  return /[a-z]{2}|\d ?m$/.test(value) && !value.includes('\\')
    ? (units.exec(value)?.[1]?.trim() ?? value)
    : value
}

/** The words of an answer that is only words, lower-case; null if it is none. */
function wordsOf(text: string): string | null {
  const inside = /^\(?\\text ?\{([^{}]*)\}\)?$/.exec(text)?.[1]
  const words = (inside ?? text).trim().replace(/^\(([a-zA-Z])\)$/, '$1')
  if (inside !== undefined && !/^[-+\d.]+$/.test(words)) return words.toLowerCase().replace(/[.\s]+$/, '')
  const known = words.replace(/\\text ?\{[^{}]*\}|\\[a-zA-Z]+/g, ' ')
  const long = known.match(/[a-zA-Z]{4,}/g) ?? []
  if (long.length >= 2 || /^[a-zA-Z]{3,}$/.test(words)) return words.toLowerCase()
  return null
}
