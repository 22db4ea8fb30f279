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
} from '../numbers/complex.ts'
import { arccosine, arcsine, arctangent, fromRational, pi } from '../numbers/elementary.ts'
import { exactly, type Point } from '../numbers/exact.ts'
import type { Expression } from './expression.ts'
import { divide, rational, type Rational } from '../numbers/rational.ts'
import type { Reading } from './reading.ts'
import { floor, isNegative, negative, one, quotient, two, whole, zero, type Real } from '../numbers/real.ts'

type Operands = readonly Expression[]

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
