import { spelled } from '../spelling/clean.ts'
import { plainNumber, sameExpression } from '../expressions/identity.ts'
import { add, equalRationals, multiply, rational, type Rational } from '../numbers/rational.ts'
import { usual, type Reading } from '../expressions/reading.ts'

/** Whether two expressions or numbers, as LaTeX, have the same value. */
export function sameScalar(a: string, b: string, reading: Reading = usual): boolean {
  if (a === b || spelled(a) === spelled(b)) return true
  const [x, y] = [plainNumber(a), plainNumber(b)]
  if (x !== null && y !== null) return equalRationals(x, y) || roundsTo(b, y, a, x) || roundsTo(a, x, b, y)
  const [left, right] = [withoutRepeating(a), withoutRepeating(b)]
  return mayBeExpression(left) && mayBeExpression(right) && sameExpression(left, right, reading)
}

/** Numbers that the parser does not know, as fractions and powers: repeating decimals, and "3e8" where it stands alone. */
function withoutRepeating(latex: string): string {
  const power = /^(-?\d*\.?\d+)[eE]([-+]?\d{1,3})$/.exec(latex)
  if (power !== null) return `${power[1]!}\\cdot 10^{${power[2]!.replace('+', '')}}`
  if (!latex.includes(String.raw`\overline`)) return latex
  return latex.replace(/\d{0,20}\.\d{0,20} ?\\overline ?\{\d{1,20}\}/g, (decimal) => {
    const value = plainNumber(decimal)
    return value === null ? decimal : String.raw`(\frac{${value.top}}{${value.bottom}})`
  })
}

/** Whether a decimal of six significant digits or more rounds a value that is written as none: 0.0833333 for 1/12. */
function roundsTo(text: string, value: Rational, other: string, exact: Rational): boolean {
  const digits = /^-?0*\.?0*([\d.]*)$/.exec(text)?.[1]?.replace('.', '') ?? ''
  const places = BigInt(/\.(\d+)$/.exec(text)?.[1]?.length ?? 0)
  const isDecimal = other.includes('.') && !/\\overline|e/i.test(other)
  if (digits.length < 6 || places === 0n || isDecimal) return false
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
  return !/\d ?_|:|\.\.\.|\d \d|(?<!\\[a-zA-Z]*)[a-zA-Z]\d|\\sqrt ?\d\d|\?|"/.test(latex) && !hasWord(latex)
}

/** Four letters or more in a row are a word; other letters each, and small ones, are a product: "2abcd". */
function hasWord(latex: string): boolean {
  for (const [run] of latex.matchAll(/(?<!\\[a-zA-Z]*)[a-zA-Z]{4,}/g)) {
    if (run.length > 6 || run !== run.toLowerCase() || new Set(run).size < run.length) return true
  }
  return false
}
