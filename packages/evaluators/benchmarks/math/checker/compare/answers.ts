import type { Answer } from '../answer.ts'
import { sameEquation } from '../expressions/identity.ts'
import { turned } from '../relations/intervals.ts'
import { rootsOf } from '../lists/indexed.ts'
import { inequalityOf, sameInequality } from '../relations/inequalities.ts'
import { sameSolved } from '../relations/solved.ts'
import { sameUnit } from '../words/units.ts'
import { asProduct, sameLetters } from '../words/letters.ts'
import { sameScalar } from './scalars.ts'

/** Whether two answers are the same list, tuple, interval, matrix, equation, words or value. */
export function same(a: Answer, b: Answer): boolean {
  if (a.kind === 'either') return a.readings.some((reading) => same(reading, b))
  if (b.kind === 'either') return same(b, a)
  if (a.kind === 'measured' || b.kind === 'measured') return sameMeasured(a, b)
  const [one, other] = [inequalityOf(a), inequalityOf(b)]
  if (one !== null && other !== null && sameInequality(one, other)) return true
  if (a.kind === 'named' || b.kind === 'named') return sameNamed(a, b)
  if (a.kind === 'scalar' && b.kind === 'scalar') return sameScalar(a.latex, b.latex)
  if (a.kind === 'letters' || b.kind === 'letters') return sameAsLetters(a, b)
  if (a.kind === 'text' || b.kind === 'text') return textOf(a) !== null && textOf(a) === textOf(b)
  if (a.kind === 'list' || b.kind === 'list') return sameLists(a, b)
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
  if (a.kind === 'named' && b.kind === 'named') {
    if (a.name === b.name) return same(a.value, b.value)
    const [left, right] = [latexOf(a.value), latexOf(b.value)]
    return left !== null && right !== null && sameSolved([a.name, left], [b.name, right])
  }
  if (a.kind === 'equation') return sameNamed(b, a)
  if (a.kind === 'named' && b.kind === 'equation') {
    const value = latexOf(a.value)
    return value !== null && sameEquation([a.name, value], [b.left, b.right])
  }
  if (a.kind === 'list' || b.kind === 'list') return sameLists(a, b)
  return same(a.kind === 'named' ? a.value : a, b.kind === 'named' ? b.value : b)
}

/** An expression's LaTeX. */
function latexOf(answer: Answer): string | null {
  if (answer.kind === 'letters') return asProduct(answer.letters)
  return answer.kind === 'scalar' ? answer.latex : null
}

function sameRow(a: readonly Answer[], b: readonly Answer[]): boolean {
  return a.length === b.length && a.every((part, i) => same(part, b[i]!))
}

/** One value that a list names again and again is that value: "k = 12, k = 12". */
function sameLists(a: Answer, b: Answer): boolean {
  if (a.kind === 'list' && b.kind === 'list') return sameList(a.parts, b.parts)
  const [list, one] = a.kind === 'list' ? [a, b] : [b, a]
  if (list.kind !== 'list') return false
  // "x = \pm 2" has its name before the list.
  if (one.kind === 'named' && same(list, one.value)) return true
  const [first, ...again] = list.parts
  if (first === undefined || again.length === 0 || again.length > 24) return false
  // "5, 5" may be two numbers that are equal.
  const isRepeated = list.parts.every(({ kind }) => kind === 'named' || kind === 'tuple')
  return isRepeated && same(first, one) && again.every((part) => same(part, first))
}

/**
 * Parts in any order; but values of several names ("x=1, y=2") against none have the order in which they are named,
 * save for the roots of an equation with an index each ("x_1 = 1, x_2 = 2").
 */
function sameList(a: readonly Answer[], b: readonly Answer[]): boolean {
  const [names, others] = [namesOf(a), namesOf(b)]
  const [isAssigned, isToo] = [names.size > 1, others.size > 1]
  if (isAssigned === isToo) return sameSet(a, b)
  if (sameRow(a, b)) return true
  const roots = isAssigned ? rootsOf(a, others) : rootsOf(b, names)
  return roots !== null && sameSet(roots, isAssigned ? b : a)
}

function namesOf(parts: readonly Answer[]): ReadonlySet<string> {
  return new Set(parts.flatMap((part) => (part.kind === 'named' ? [part.name] : [])))
}

/**
 * Every part of one has a partner in the other; 24 parts at most, so that a pair costs a bounded time. A point or an
 * interval counts once, however often it is said; a number may be a factor that occurs twice.
 */
function sameSet(a: readonly Answer[], b: readonly Answer[]): boolean {
  if (Math.max(a.length, b.length) > 24) return false
  if (a.length !== b.length) {
    const [once, other] = [a, b].map(withoutRepeatedTuples)
    return (once!.length < a.length || other!.length < b.length) && sameSet(once!, other!)
  }
  const rest = [...b]
  return a.every((part) => {
    const at = rest.findIndex((other) => same(part, other))
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  })
}

function withoutRepeatedTuples(parts: readonly Answer[]): readonly Answer[] {
  return parts.filter((part, i) => {
    return (
      part.kind !== 'tuple' ||
      !parts.slice(0, i).some((before) => before.kind === 'tuple' && same(part, before))
    )
  })
}

/** Letters against other letters, against words, or as a product against an expression. */
function sameAsLetters(a: Answer, b: Answer): boolean {
  if (a.kind !== 'letters') return sameAsLetters(b, a)
  if (b.kind === 'letters') return sameLetters(a.letters, b.letters)
  if (b.kind === 'text') return a.letters.toLowerCase() === textOf(b)
  return b.kind === 'scalar' && sameScalar(asProduct(a.letters), b.latex)
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
