import { readAnswer, type Answer } from './answer.ts'
import { spelled } from './clean.ts'
import { parserId } from './expression.ts'
import { longest } from './limits.ts'
import { plainNumber, sameEquation, sameExpression } from './identity.ts'
import { turned } from './intervals.ts'
import { add, equalRationals, multiply, rational, type Rational } from './rational.ts'
import { sameUnit } from './units.ts'

/** The checker and its version: part of every verdict that rests on it. */
export const checkerId = `retable checker 4, ${parserId}`

/**
 * Whether two answers mean the same: the same list, tuple, interval, matrix, equation, words or value. What it cannot
 * read as mathematics is the same only as an equal string, apart from blanks and the sizes of brackets and fractions.
 *
 * It is bounded by structure: an answer that is long or deeply nested is compared as a string only, and an expression is
 * evaluated at a few points and never expanded.
 */
export function equivalent(given: string, gold: string): boolean {
  if (given === gold || spelled(given) === spelled(gold)) return true
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
  if (a.kind === 'measured' || b.kind === 'measured') return sameMeasured(a, b)
  if (a.kind === 'named' || b.kind === 'named') return sameNamed(a, b)
  if (a.kind === 'scalar' && b.kind === 'scalar') return sameScalar(a.latex, b.latex)
  if (a.kind === 'text' || b.kind === 'text') return textOf(a) !== null && textOf(a) === textOf(b)
  if (a.kind === 'list' && b.kind === 'list') return sameList(a.parts, b.parts)
  if (a.kind === 'tuple' && b.kind === 'tuple') {
    return a.open === b.open && a.close === b.close && sameRow(a.parts, b.parts)
  }
  if (a.kind === 'matrix' && b.kind === 'matrix') {
    return a.rows.length === b.rows.length && a.rows.every((row, i) => sameRow(row, b.rows[i]!))
  }
  if (a.kind === 'equation' && b.kind === 'equation') return sameEquations(a, b)
  if (a.kind === 'relation' && b.kind === 'relation')
    return sameRelation(a, b) || sameRelation(a, mirrored(b))
  // "1+1=2" is 2; an equation that holds for some numbers only is no value.
  if (a.kind === 'equation' && b.kind === 'scalar')
    return sameScalar(a.left, a.right) && sameScalar(a.right, b.latex)
  if (a.kind === 'scalar' && b.kind === 'equation') return same(b, a)
  return false
}

type Equation = Extract<Answer, { readonly kind: 'equation' }>

function sameEquations(a: Equation, b: Equation): boolean {
  if (sameScalar(a.left, b.left) && sameScalar(a.right, b.right)) return true
  return sameEquation([a.left, a.right], [b.left, b.right])
}

type Relation = Extract<Answer, { readonly kind: 'relation' }>

function sameRelation(a: Relation, b: Relation): boolean {
  const signs = a.signs.length === b.signs.length && a.signs.every((sign, i) => sign === b.signs[i])
  return signs && a.sides.every((side, i) => sameScalar(side, b.sides[i]!))
}

/** "5 \neq x" for "x \neq 5". */
function mirrored({ kind, signs, sides }: Relation): Relation {
  return {
    kind,
    signs: signs.map((sign) => turned[sign] ?? `turned ${sign}`).toReversed(),
    sides: sides.toReversed(),
  }
}

/** A unit counts only against another unit. */
function sameMeasured(a: Answer, b: Answer): boolean {
  if (a.kind === 'measured' && b.kind === 'measured')
    return sameUnit(a.unit, b.unit) && same(a.value, b.value)
  return same(a.kind === 'measured' ? a.value : a, b.kind === 'measured' ? b.value : b)
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

/** Parts in any order; but values of several names ("x=1, y=2") against none have the order in which they are named. */
function sameList(a: readonly Answer[], b: readonly Answer[]): boolean {
  const [isAssigned, isToo] = [a, b].map((parts) => namesOf(parts).size > 1)
  return isAssigned === isToo ? sameSet(a, b) : sameRow(a, b)
}

function namesOf(parts: readonly Answer[]): ReadonlySet<string> {
  return new Set(parts.flatMap((part) => (part.kind === 'named' ? [part.name] : [])))
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
  if (a === b || spelled(a) === spelled(b)) return true
  const [x, y] = [plainNumber(a), plainNumber(b)]
  if (x !== null && y !== null) return equalRationals(x, y) || roundsTo(b, y, a, x) || roundsTo(a, x, b, y)
  return mayBeExpression(a) && mayBeExpression(b) && sameExpression(a, b)
}

/** Whether a decimal of six significant digits or more rounds a value that is written as none: 0.0833333 for 1/12. */
function roundsTo(text: string, value: Rational, other: string, exact: Rational): boolean {
  const digits = /^-?0*\.?0*([\d.]*)$/.exec(text)?.[1]?.replace('.', '') ?? ''
  const places = BigInt(/\.(\d+)$/.exec(text)?.[1]?.length ?? 0)
  if (digits.length < 6 || places === 0n || other.includes('.')) return false
  const distance = add(value, { top: -exact.top, bottom: exact.bottom })
  const steps = distance === null ? null : multiply(distance, rational(2n * 10n ** places)!)
  return steps !== null && steps.top <= steps.bottom && -steps.top <= steps.bottom
}

/**
 * Not read as expressions: numbers in another base and times of day, whose digits mean something else; numbers with a
 * blank between them; a digit right behind a letter ("x2" may be an index or a power) or, with another, behind a root;
 * sums with "..."; words.
 */
function mayBeExpression(latex: string): boolean {
  return !/\d ?_|:|\.\.\.|\d \d|(?<!\\[a-zA-Z]*)[a-zA-Z]\d|\\sqrt ?\d\d|[a-zA-Z]{4,}(?<!\\[a-zA-Z]+)|\?|"/.test(
    latex,
  )
}

/** Words without blanks, also where no command says that they are: "\text{E}" and "E", "odd", "June 20". */
function textOf(answer: Answer): string | null {
  if (answer.kind === 'text') return answer.text.replace(/\s+/g, '').replace(/^\((.)\)$/, '$1')
  if (answer.kind !== 'scalar' || !/^[\w .:()]*[a-zA-Z][\w .:()]*$/.test(answer.latex)) return null
  return answer.latex
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/^\((.*)\)$/, '$1')
}
