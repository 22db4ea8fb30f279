import { firstJson } from './first-json.ts'
import { valueOfKey } from './key-values.ts'
import { pythonArithmetic } from './python-arithmetic.ts'
import { pythonFloatText, pythonText, type PythonValue } from './python-text.ts'

/** How ZeroEval found an answer. */
export type Route = 'json' | 'regex' | 'boxed' | 'none'

/** What ZeroEval reads out of one output. */
export interface ZeroEvalAnswer {
  readonly route: Route
  /** Python `str()` of the answer's value; null if there is none. */
  readonly answer: string | null
  /** Code points of the reasoning, 0 if there is none. */
  readonly reasoningLength: number
}

/**
 * ZeroEval's whole chain for the tasks `gsm` and `math-l5`: JSON, else patterns, else (for files
 * named after Llama-3.1 only) a box at the end of the text.
 *
 * Source: ZeroEval (WildEval/ZeroEval at 8c1485e), evaluation of gsm and math-l5.
 *
 * @param fileName - base name of the results file; it decides whether a box counts
 */
export function zeroEvalAnswer(output: string, fileName: string): ZeroEvalAnswer {
  const json = firstJson(output)
  if (json !== null && Object.hasOwn(json, 'answer')) {
    const answer = pythonText(json['answer'] as PythonValue)
    const reasoning = Object.hasOwn(json, 'reasoning') ? json['reasoning'] : undefined
    return { route: 'json', answer, reasoningLength: pythonLength(reasoning) }
  }
  const reasoningLength = pythonLength(valueOfKey(output, 'reasoning'))
  const answer = valueOfKey(output, 'answer')
  if (answer !== undefined) return { route: 'regex', answer, reasoningLength }
  const boxed = boxedAnswer(output, fileName)
  if (boxed !== undefined) return { route: 'boxed', answer: boxed, reasoningLength }
  return { route: 'none', answer: null, reasoningLength }
}

/** Prepares an extracted answer for comparison: no "$" or ",", and a fraction becomes its value. */
export function sanitizeAnswer(answer: string): string {
  return evaluateFraction(answer.replaceAll('$', '').trim().replaceAll(',', ''))
}

/** Prepares a gold answer, which ZeroEval's data writes as "# 18". */
export function sanitizeGold(gold: string): string {
  return evaluateFraction(gold.replaceAll('#', '').trim().replaceAll('$', '').replaceAll(',', ''))
}

/** The first number of a text, on which answers are compared; undefined if there is none. */
export function firstNumber(text: string): string | undefined {
  return /-?\d+(\.\d+)?/.exec(text)?.[0]
}

function evaluateFraction(text: string): string {
  if (!text.includes('/')) return text
  const value = pythonArithmetic(text)
  return value === null ? text : pythonFloatText(value)
}

function boxedAnswer(output: string, fileName: string): string | undefined {
  if (!fileName.includes('Llama-3.1') || !lastCodePoints(output, 30).includes('boxed')) return undefined
  return /\\boxed\{([\p{L}\p{N}_]+)\}/u.exec(output)?.[1]
}

function lastCodePoints(text: string, count: number): string {
  return [...text.slice(-2 * count)].slice(-count).join('')
}

/** What Python's `len()` gives for a text (code points) or a list; 0 for anything else. */
export function pythonLength(value: PythonValue | undefined): number {
  if (typeof value === 'string') return codePoints(value)
  if (Array.isArray(value)) return value.length
  return 0
}

function codePoints(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const next = text.charCodeAt(i + 1)
      if (next >= 0xdc00 && next <= 0xdfff) i += 1
    }
    count += 1
  }
  return count
}
