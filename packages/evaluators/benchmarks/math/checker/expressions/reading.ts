import { unknownsOf, type Expression } from './expression.ts'

/** What the signs of an expression mean where its grammar alone does not say. */
export interface Reading {
  /** Whether "1\frac{1}{2}" is 1 + 1/2; else it is a product. */
  readonly mixedNumbers: boolean
  /** Odd roots of negative numbers: the real one, or the principal one, which is complex. */
  readonly roots: 'real' | 'principal'
  /** Symbols with a value; every other one is an unknown. */
  readonly constants: ReadonlySet<string>
  /** The numbers that an unknown stands for. */
  readonly unknowns: 'real' | 'complex'
  /** Whether functions are compared where they are real, or everywhere. */
  readonly functions: 'real' | 'complex'
  /** Whether "n(n+1)" is a product; an unknown before one number or letter in brackets never is. */
  readonly products: boolean
}

/** As a mathematician reads an answer. */
export const usual: Reading = {
  mixedNumbers: true,
  roots: 'real',
  constants: new Set(['Pi', 'ExponentialE', 'ImaginaryUnit', 'e', 'i']),
  unknowns: 'real',
  functions: 'real',
  products: true,
}

/** The same, where an identity has to hold for complex values too, as in a computer algebra system. */
export const everywhere: Reading = { ...usual, functions: 'complex' }

/** As sympy's LaTeX grammar reads one: each letter is a complex unknown, and one before a bracket is a function. */
export const asSympy: Reading = {
  mixedNumbers: false,
  roots: 'principal',
  constants: new Set(),
  unknowns: 'complex',
  functions: 'complex',
  products: false,
}

/**
 * An expression with its mixed numbers written as sums; null if something in it has no meaning in this reading, as
 * f(2) has none. A fraction right behind a whole number that is no proper one ("2\frac{7}{3}") may be either, and has none.
 */
export function meaningOf(expression: Expression, reading: Reading): Expression | null {
  if (!Array.isArray(expression)) return expression
  const [head, ...given] = expression as readonly [string, ...Expression[]]
  const operands: Expression[] = []
  for (const operand of given) {
    const meaning = meaningOf(operand, reading)
    if (meaning === null) return null
    operands.push(meaning)
  }
  if (head === 'Factorial' && operands[0] !== undefined) return factorialOf(operands[0])
  if (head !== 'InvisibleOperator') return [head, ...operands]
  if (operands.some((operand, i) => isApplied(operand, operands[i + 1], reading))) return null
  const [first, second, ...rest] = operands
  if (!reading.mixedNumbers || first === undefined || !isFraction(second)) return [head, ...operands]
  const whole = isCount(first) ? first : isNegated(first) ? first[1] : null
  if (whole === null) return [head, ...operands]
  const [, top, bottom] = second
  if (top >= bottom || top === 0) return null
  const mixed: Expression = ['Delimiter', ['Add', whole, second]]
  const product: Expression = rest.length === 0 ? mixed : [head, mixed, ...rest]
  return whole === first ? product : ['Negate', product]
}

/** The factorial of something with an unknown is an unknown of its own: the same one for the same operand. */
function factorialOf(operand: Expression): Expression {
  const inner = Array.isArray(operand) && operand[0] === 'Delimiter' ? (operand[1] as Expression) : operand
  return unknownsOf(inner, new Set()).size === 0 ? ['Factorial', operand] : `${ordered(inner)}!`
}

/** An expression as text, with the operands of sums and products in one order. */
function ordered(expression: Expression): string {
  if (!Array.isArray(expression)) return JSON.stringify(expression)
  const [head, ...operands] = expression as readonly [string, ...Expression[]]
  const texts = operands.map(ordered)
  const isProduct = head === 'Multiply' || head === 'InvisibleOperator'
  if (isProduct || head === 'Add') texts.sort()
  return `${isProduct ? 'Multiply' : head}(${texts.join()})`
}

const functions: ReadonlySet<string> = new Set(['f', 'g', 'h'])

function isApplied(name: Expression, argument: Expression | undefined, reading: Reading): boolean {
  if (typeof name !== 'string' || !Array.isArray(argument) || argument[0] !== 'Delimiter') return false
  if (!reading.products || functions.has(name)) return true
  const inner = argument[1] as Expression
  const isNumber = typeof inner === 'number' || (Array.isArray(inner) && inner[0] === 'Negate')
  return name !== 'Pi' && (isNumber || typeof inner === 'string')
}

function isCount(expression: Expression): expression is number {
  return typeof expression === 'number' && Number.isInteger(expression) && expression > 0
}

function isNegated(expression: Expression): expression is readonly ['Negate', number] {
  return Array.isArray(expression) && expression[0] === 'Negate' && isCount(expression[1] as Expression)
}

function isFraction(expression: Expression | undefined): expression is readonly ['Divide', number, number] {
  if (!Array.isArray(expression)) return false
  const [head, ...parts] = expression as readonly [string, ...Expression[]]
  return (head === 'Divide' || head === 'Rational') && parts.length === 2 && parts.every(isCount)
}
