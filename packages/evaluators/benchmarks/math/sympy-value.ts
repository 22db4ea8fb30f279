import { sameExpression } from './checker/expressions/identity.ts'
import { asSympy } from './checker/expressions/reading.ts'

/**
 * Whether the difference of two texts that sympy's LaTeX grammar reads is 0: each letter, `e`, `i` and `\pi` too, is a
 * complex unknown; "1\frac{1}{2}" is a product; a letter before a bracket is a function; roots of negative numbers are
 * complex; a decimal is its digits and no more.
 *
 * Source: sympy 1.13.3, parse_latex and simplify, as lm-evaluation-harness 0.4.13 calls them.
 */
export function sameAsSympy(given: string, gold: string): boolean {
  const [a, b] = [spelledAsLatex(given), spelledAsLatex(gold)]
  return a !== null && b !== null && sameExpression(a, b, asSympy)
}

/** What only sympy's grammar reads, in LaTeX that other parsers read alike; null for a logarithm that it does not work out. */
function spelledAsLatex(text: string): string | null {
  if (/\\log(?![a-zA-Z_])|\\(?:mathbf|mathrm|text|cfrac)/.test(text)) return null
  return text
    .replace(/\\(?:left|right)(?![a-zA-Z])/g, '')
    .replace(/\\[!,;: ]/g, ' ')
    .replaceAll(String.raw`\{`, '(')
    .replaceAll(String.raw`\}`, ')')
    .replace(/\\[dt]frac/g, String.raw`\frac`)
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replaceAll('--', '+')
    .replaceAll(':', '/')
    .replaceAll('*', String.raw`\cdot `)
    .replace(/\^(\d\d+)/g, '^{$1}')
    .trim()
}
