import {
  abs,
  complex,
  cos,
  defined,
  exp,
  hyperbolic,
  isReal,
  log,
  opposite,
  over,
  plus,
  pow,
  sin,
  sqrt,
  times,
  wholePow,
  type Complex,
} from './complex.ts'
import { arccosine, arcsine, arctangent, fromRational, pi } from './elementary.ts'
import type { Expression } from './expression.ts'
import { add, divide, multiply, power, rational, rationalOf, type Rational } from './rational.ts'
import type { Reading } from './reading.ts'
import { floor, isNegative, negative, one, quotient, two, whole, zero, type Real } from './real.ts'

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

/** Value at a point to 256 bits, complex where it has to be; null for what is not known here, or has none. */
export function nearly(expression: Expression, point: Point, reading: Reading): Complex | null {
  try {
    return valueOf(expression, { point, reading })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

interface Place {
  readonly point: Point
  readonly reading: Reading
}

function valueOf(expression: Expression, place: Place): Complex {
  const exact = exactly(expression, place.point)
  if (exact !== null) return complex(fromRational(exact.top, exact.bottom))
  if (!Array.isArray(expression)) return symbolValue(expression, place)
  const [head, ...operands] = expression as readonly [string, ...Expression[]]
  if (head === 'Power' || head === 'Root') return powerOf(head, operands, place)
  const values = operands.map((operand) => valueOf(operand, place))
  const [a, b] = values
  if (a === undefined) throw new RangeError('no operand')
  const unary = unaries[head]
  if (unary !== undefined && values.length === 1) return unary(a)
  switch (head) {
    case 'Add':
      return values.reduce(plus)
    case 'Multiply':
    case 'InvisibleOperator':
      return values.reduce(times)
    case 'Subtract':
      return values.slice(1).reduce((rest, value) => plus(rest, opposite(value)), a)
    case 'Divide':
    case 'Rational':
      if (b !== undefined) return over(a, b)
      break
    case 'Log':
      return over(log(a), b === undefined ? ten : log(b))
  }
  throw new RangeError(`no value of ${head}`)
}

function symbolValue(atom: Expression, { point, reading }: Place): Complex {
  if (typeof atom === 'string') {
    const unknown = point.get(atom)
    if (unknown !== undefined) return [realOf(unknown.re), realOf(unknown.im)]
    const constant = reading.constants.has(atom) ? constantOf(atom) : undefined
    if (constant !== undefined) return constant
  }
  throw new RangeError('no value')
}

function realOf({ top, bottom }: Rational): Real {
  return defined(fromRational(top, bottom))
}

/** Whole powers by multiplication; roots, and powers with an odd denominator, as the reading has them. */
function powerOf(head: string, [base, exponent]: Operands, place: Place): Complex {
  if (base === undefined || exponent === undefined) throw new RangeError('no operand')
  const [a, given] = [valueOf(base, place), exactly(exponent, place.point)]
  const exact = head === 'Root' && given !== null ? divide(rational(1n)!, given) : given
  if (exact === null) {
    if (head === 'Root') throw new RangeError('no degree')
    return pow(a, valueOf(exponent, place))
  }
  const isSmall = exact.bottom < 1000n && exact.top < 1000n && exact.top > -1000n
  if (!isSmall) return pow(a, complex(fromRational(exact.top, exact.bottom)))
  const [top, bottom] = [Number(exact.top), Number(exact.bottom)]
  if (bottom === 1) return wholePow(a, top)
  if (bottom === 2) return wholePow(sqrt(a), top)
  const degree = complex(fromRational(1n, exact.bottom))
  const isRealRoot = place.reading.roots === 'real' && bottom % 2 === 1 && isReal(a) && isNegative(a[0])
  return wholePow(isRealRoot ? opposite(pow(opposite(a), degree)) : pow(a, degree), top)
}

const ln2 = log([two, zero])
const ten = log([whole(10n), zero])

const unaries: Readonly<Record<string, (value: Complex) => Complex>> = {
  Delimiter: (value) => value,
  Negate: opposite,
  Sqrt: sqrt,
  Abs: abs,
  Exp: exp,
  Ln: log,
  Lb: (value) => over(log(value), ln2),
  Lg: (value) => over(log(value), ten),
  Sin: sin,
  Cos: cos,
  Tan: (value) => over(sin(value), cos(value)),
  Cot: (value) => over(cos(value), sin(value)),
  Sec: (value) => over([one, zero], cos(value)),
  Csc: (value) => over([one, zero], sin(value)),
  Arcsin: real(arcsine),
  Arccos: real(arccosine),
  Arctan: real(arctangent),
  Sinh: real((value) => hyperbolic(value, -1)),
  Cosh: real((value) => hyperbolic(value, 1)),
  Tanh: real((value) => quotient(hyperbolic(value, -1), hyperbolic(value, 1))),
  Floor: real(floor),
  Ceil: real((value) => negative(defined(floor(negative(value))))),
}

function real(rule: (value: Real) => Real | null): (value: Complex) => Complex {
  return (value) => complex(isReal(value) ? rule(value[0]) : null)
}

function constantOf(symbol: string): Complex | undefined {
  if (symbol === 'Pi') return [pi, zero]
  if (symbol === 'ExponentialE' || symbol === 'e') return exp([one, zero])
  return symbol === 'ImaginaryUnit' || symbol === 'i' ? [zero, one] : undefined
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
  if (n.bottom !== 1n || k.bottom !== 1n || k.top < 0n || k.top > n.top || n.top > 2000n) return null
  const least = k.top * 2n > n.top ? n.top - k.top : k.top
  let value = 1n
  for (let i = 1n; i <= least; i += 1n) value = (value * (n.top - least + i)) / i
  return rational(value)
}
