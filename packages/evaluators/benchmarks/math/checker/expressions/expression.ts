import { createRequire } from 'node:module'
import { parsable } from './parsable.ts'

/** MathJSON as the parser gives it: a number, a symbol or a function with its operands. */
export type Expression = number | string | { readonly num: string } | readonly [string, ...Expression[]]

/** The parser whose reading of LaTeX decides; part of every variant's source that asks the checker. */
export const parserId = '@cortex-js/compute-engine 0.140.0'

interface Parser {
  readonly parse: (latex: string, options: { readonly canonical: false }) => { readonly json: Expression }
}

let parser: Parser | undefined
const parsed = new Map<string, Expression | null>()
/** Expressions kept: a gold is read once for all its samples. */
const kept = 20_000

/**
 * Reads LaTeX into MathJSON without evaluating or rewriting anything, so that `9^{9^{9^{9}}}` costs no more than its
 * length. The library (0.3 s to load) is loaded when the first expression is read.
 *
 * @returns null where the text is no expression, or one that the parser is not trusted with
 */
export function expressionOf(latex: string): Expression | null {
  const known = parsed.get(latex)
  if (known !== undefined) return known
  const expression = parse(latex)
  if (parsed.size >= kept) parsed.clear()
  parsed.set(latex, expression)
  return expression
}

function parse(latex: string): Expression | null {
  if (!parsable(latex)) return null
  try {
    parser ??= newParser()
    return parser.parse(latex, { canonical: false }).json
  } catch {
    // The library gives up on the text with an exception of its own: it is no expression.
    return null
  }
}

function newParser(): Parser {
  const load = createRequire(import.meta.url)
  const { ComputeEngine } = load('@cortex-js/compute-engine') as { ComputeEngine: new () => Parser }
  return new ComputeEngine()
}

/** The letters and other symbols of an expression that are no constants. */
export function unknownsOf(
  expression: Expression,
  constants: ReadonlySet<string>,
  found = new Set<string>(),
): Set<string> {
  if (typeof expression === 'string') {
    if (!constants.has(expression)) found.add(expression)
  } else if (Array.isArray(expression)) {
    for (const operand of expression.slice(1)) unknownsOf(operand as Expression, constants, found)
  }
  return found
}
