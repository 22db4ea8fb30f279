import type { Expression } from '../expressions/expression.ts'
import { add, divide, multiply, power, rational, rationalOf, type Rational } from './rational.ts'

/** Values of an expression's unknowns. */
export type Point = ReadonlyMap<string, { readonly re: Rational; readonly im: Rational }>

type Operands = readonly Expression[]

/** Exact value at a point, where only rational arithmetic leads to it and no number grows too long; else null. */
export function exactly(expression: Expression, point: Point): Rational | null {
  if (!Array.isArray(expression)) return exactAtom(expression as Exclude<Expression, Operands>, point)
  const [head, ...operands] = expression as readonly [string, ...Expression[]]
  const values: Rational[] = []
  for (const operand of operands) {
    const value = exactly(operand, point)
    if (value === null) return null
    values.push(value)
  }
  const [a, b] = values
  if (a === undefined) return null
  switch (head) {
    case 'Delimiter':
      return values.length === 1 ? a : null
    case 'Negate':
      return { top: -a.top, bottom: a.bottom }
    case 'Add':
      return folded(values, add)
    case 'Multiply':
    case 'InvisibleOperator':
      return folded(values, multiply)
    case 'Subtract':
      return folded(values, (x, y) => add(x, { top: -y.top, bottom: y.bottom }))
    case 'Divide':
    case 'Rational':
      return b === undefined ? null : divide(a, b)
    case 'Power':
      return b === undefined ? null : power(a, b)
    case 'Factorial':
      return a.bottom === 1n && a.top >= 0n && a.top <= 200n ? factorial(Number(a.top)) : null
    case 'Binomial':
    case 'Choose':
      return b === undefined ? null : binomial(a, b)
    default:
      return null
  }
}

function exactAtom(atom: number | string | { readonly num: string }, point: Point): Rational | null {
  if (typeof atom === 'string') {
    const value = point.get(atom)
    return value?.im.top === 0n ? value.re : null
  }
  return rationalOf(typeof atom === 'number' ? String(atom) : atom.num)
}

function folded(
  values: readonly Rational[],
  rule: (a: Rational, b: Rational) => Rational | null,
): Rational | null {
  let result: Rational | null = values[0]!
  for (const value of values.slice(1)) {
    if (result === null) return null
    result = rule(result, value)
  }
  return result
}

function factorial(n: number): Rational | null {
  let product = 1n
  for (let i = 2n; i <= BigInt(n); i += 1n) product *= i
  return rational(product)
}

function binomial(n: Rational, k: Rational): Rational | null {
  if (n.bottom !== 1n || n.top < 0n) return binomialPolynomial(n, k)
  if (n.bottom !== 1n || k.bottom !== 1n || k.top < 0n || k.top > n.top || n.top > 2000n) return null
  const least = k.top * 2n > n.top ? n.top - k.top : k.top
  let value = 1n
  for (let i = 1n; i <= least; i += 1n) value = (value * (n.top - least + i)) / i
  return rational(value)
}

/** n(n-1)...(n-k+1)/k!: for a number that counts nothing, and so for an unknown at any point. */
function binomialPolynomial(n: Rational, k: Rational): Rational | null {
  if (k.bottom !== 1n || k.top < 0n || k.top > 20n) return null
  let value = rational(1n)
  for (let i = 0n; i < k.top && value !== null; i += 1n) {
    value = multiply(value, rational(n.top - i * n.bottom, n.bottom * (i + 1n))!)
  }
  return value
}
