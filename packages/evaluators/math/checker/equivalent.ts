import { sameAsHendrycks } from '../hendrycks-normal.ts'
import { readAnswer, type Answer } from './answer.ts'
import { parserId } from './expression.ts'
import { longest } from './limits.ts'
import { plainNumber, sameEquation, sameExpression } from './identity.ts'
import { equalRationals, toNumber } from './rational.ts'

/** The checker and its version: part of every verdict that rests on it. */
export const checkerId = `retable checker 2, ${parserId}`

/**
 * Whether two answers mean the same: equal in the MATH authors' string form, or the same list, tuple, interval, matrix,
 * equation, words or value. What it cannot read as mathematics is the same only as an equal string.
 *
 * It is bounded by structure: an answer that is long or deeply nested is compared as a string only, and an expression is
 * evaluated at a few points and never expanded.
 */
export function equivalent(given: string, gold: string): boolean {
  if (sameAsHendrycks(given, gold)) return true
  if (wholeNumber.test(given) && wholeNumber.test(gold)) return BigInt(given) === BigInt(gold)
  const [a, b] = [read(given), read(gold)]
  return a !== null && b !== null && same(a, b)
}

/** Whether two expressions or numbers have the same value; lists, tuples, words and relations are not looked into. */
export function sameValue(given: string, gold: string): boolean {
  const [a, b] = [read(given), read(gold)]
  return a?.kind === 'scalar' && b?.kind === 'scalar' && sameScalar(a.latex, b.latex)
}

const wholeNumber = /^-?\d{1,300}$/

const answers = new Map<string, Answer | null>()
/** Answers kept: a gold is read once for all its samples. */
const kept = 20_000

function read(text: string): Answer | null {
  if (text.length > longest) return null
  const known = answers.get(text)
  if (known !== undefined) return known
  const answer = readAnswer(text)
  if (answers.size >= kept) answers.clear()
  answers.set(text, answer)
  return answer
}

function same(a: Answer, b: Answer): boolean {
  if (a.kind === 'named' || b.kind === 'named') return sameNamed(a, b)
  if (a.kind === 'scalar' && b.kind === 'scalar') return sameScalar(a.latex, b.latex)
  if (a.kind === 'text' || b.kind === 'text') return textOf(a) !== null && textOf(a) === textOf(b)
  if (a.kind === 'list' && b.kind === 'list') return sameSet(a.parts, b.parts)
  if (a.kind === 'tuple' && b.kind === 'tuple') {
    return a.open === b.open && a.close === b.close && sameRow(a.parts, b.parts)
  }
  if (a.kind === 'matrix' && b.kind === 'matrix') {
    return a.rows.length === b.rows.length && a.rows.every((row, i) => sameRow(row, b.rows[i]!))
  }
  if (a.kind === 'equation' && b.kind === 'equation') {
    return sameEquation([a.left, a.right], [b.left, b.right])
  }
  if (a.kind === 'relation' && b.kind === 'relation') {
    const signs = a.signs.length === b.signs.length && a.signs.every((sign, i) => sign === b.signs[i])
    return signs && a.sides.every((side, i) => sameScalar(side, b.sides[i]!))
  }
  return false
}

/** A name counts only against another name; "y = 2x" can also be an equation in another form. */
function sameNamed(a: Answer, b: Answer): boolean {
  if (a.kind === 'named' && b.kind === 'named') return a.name === b.name && same(a.value, b.value)
  if (a.kind === 'equation') return sameNamed(b, a)
  if (a.kind === 'named' && b.kind === 'equation') {
    const { value } = a
    return value.kind === 'scalar' && sameEquation([a.name, value.latex], [b.left, b.right])
  }
  return same(a.kind === 'named' ? a.value : a, b.kind === 'named' ? b.value : b)
}

function sameRow(a: readonly Answer[], b: readonly Answer[]): boolean {
  return a.length === b.length && a.every((part, i) => same(part, b[i]!))
}

/** Every part of one has a partner in the other; 24 parts at most, so that a pair costs a bounded time. */
function sameSet(a: readonly Answer[], b: readonly Answer[]): boolean {
  if (a.length !== b.length || a.length > 24) return false
  const rest = [...b]
  return a.every((part) => {
    const at = rest.findIndex((other) => same(part, other))
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  })
}

function sameScalar(a: string, b: string): boolean {
  if (a === b || sameAsHendrycks(a, b)) return true
  const [x, y] = [plainNumber(a), plainNumber(b)]
  if (x !== null && y !== null) {
    if (equalRationals(x, y)) return true
    return sameToDecimals(a, b, toNumber(x), toNumber(y))
  }
  if (!mayBeExpression(a) || !mayBeExpression(b)) return false
  return sameExpression(a, b)
}

/** A decimal of six places or more that rounds the exact value: 0.083333 for 1/12. */
function sameToDecimals(a: string, b: string, x: number, y: number): boolean {
  const [p, q] = [decimals(a), decimals(b)]
  if (p === 0 && q === 0) return false
  const places = p === 0 ? q : q === 0 ? p : Math.min(p, q)
  return places >= 6 && Math.abs(x - y) <= 0.500001 * 10 ** -places
}

function decimals(text: string): number {
  return /\.(\d+)$/.exec(text)?.[1]?.length ?? 0
}

/**
 * Not read as expressions: numbers in another base and times of day, whose digits mean something else; sums with "...";
 * a letter that is applied to something, since f(2) is no product.
 */
function mayBeExpression(latex: string): boolean {
  return !/\d ?_|:|\.\.\.|(?<![a-zA-Z\\])[fgh] ?\(|[a-zA-Z]{4,}(?<!\\[a-zA-Z]+)|\?|"/.test(latex)
}

/** Words, also where they are a letter or a product of letters: "\text{E}" and "E", "odd". */
function textOf(answer: Answer): string | null {
  if (answer.kind === 'text') return answer.text.replace(/^\((.)\)$/, '$1')
  if (answer.kind !== 'scalar') return null
  const letters = /^\(?([a-zA-Z ]+)\)?$/.exec(answer.latex)?.[1]
  return letters?.toLowerCase().trim() ?? null
}
