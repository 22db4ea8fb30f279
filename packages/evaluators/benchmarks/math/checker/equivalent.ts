import { readAnswer, type Answer } from './answer.ts'
import { cleaned, spelled } from './spelling/clean.ts'
import { same } from './compare/answers.ts'
import { sameScalar } from './compare/scalars.ts'
import { parserId } from './expressions/expression.ts'
import { longest } from './expressions/limits.ts'
import { settled, valueAndPercent } from './lists/stated-twice.ts'
import { everywhere } from './expressions/reading.ts'
import { isPlainValue } from './relations/asked.ts'

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

/**
 * Whether an answer is right by a gold: it means the same; or the gold is a plain value, and the answer an equation that
 * says so of what was asked ("m+n = 125"). A value alone is no answer where the gold is the equation.
 */
export function isRight(given: string, gold: string): boolean {
  if (equivalent(given, gold)) return true
  const [a, b] = [read(given), read(gold)]
  const stated = a === null ? null : statedIn(a)
  return stated !== null && b !== null && isPlain(b) && same(stated, b)
}

/** Whether two expressions or numbers have the same value; lists, tuples, words and relations are not looked into. */
export function sameValue(given: string, gold: string): boolean {
  const [a, b] = [given, gold].map((text) => (text.length > longest ? null : readAnswer(text)))
  return a?.kind === 'scalar' && b?.kind === 'scalar' && sameScalar(a.latex, b.latex, everywhere)
}

function statedIn(answer: Answer): Answer | null {
  if (answer.kind === 'equation') return answer.stated
  if (answer.kind === 'either') return either(answer.readings.map(statedIn))
  if (answer.kind !== 'measured') return null
  const value = statedIn(answer.value)
  return value === null ? null : { ...answer, value }
}

function isPlain(answer: Answer): boolean {
  if (answer.kind === 'either') return answer.readings.some(isPlain)
  if (answer.kind === 'measured') return isPlain(answer.value)
  return answer.kind === 'scalar' && isPlainValue(answer.latex)
}

const wholeNumber = /^-?\d{1,300}$/

const answers = new Map<string, Answer | null>()
/** Answers kept: a gold is read once for all its samples. */
const kept = 20_000

function read(text: string): Answer | null {
  if (text.length > longest) return null
  const known = answers.get(text)
  if (known !== undefined) return known
  const answer = readingOf(text)
  if (answers.size >= kept) answers.clear()
  answers.set(text, answer)
  return answer
}

function readingOf(text: string): Answer | null {
  const twice = valueAndPercent(text)
  if (twice !== null) return either(twice.map((part) => readAnswer(part)))
  const plain = settled(text)
  const isDoubtful = /\d,\d{3}(?!\d)/.test(plain) && cleaned(plain) !== cleaned(plain, 'list')
  return isDoubtful ? either([readAnswer(plain), readAnswer(plain, 'list')]) : readAnswer(plain)
}

function either(readings: readonly (Answer | null)[]): Answer | null {
  const known = readings.filter((reading) => reading !== null)
  return known.length > 1 ? { kind: 'either', readings: known } : (known[0] ?? null)
}
