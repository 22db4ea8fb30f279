import { cos, exp, log, over, plus, pow, root, sin, times, type Complex } from './complex.ts'
import type { Expression } from './expression.ts'
import { add, divide, multiply, power, rational, rationalOf, toNumber, type Rational } from './rational.ts'

/** Values of an expression's unknowns: exact, and the same as doubles. */
export type Point = ReadonlyMap<string, Rational>

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
      return isMixed(operands) ? folded(values, add) : folded(values, multiply)
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

/** Value at a point in double precision, complex where it has to be; null for what is not known here. */
export function nearly(expression: Expression, point: Point): Complex | null {
  if (!Array.isArray(expression)) {
    const constant = typeof expression === 'string' ? constantOf(expression) : undefined
    if (constant !== undefined) return constant
    const exact = exactAtom(expression as Exclude<Expression, Operands>, point)
    return exact === null ? null : [toNumber(exact), 0]
  }
  const [head, ...operands] = expression as readonly [string, ...Expression[]]
  const exact = exactly(expression, point)
  if (exact !== null) return [toNumber(exact), 0]
  if (head === 'Power') return nearPower(operands, point)
  const values: Complex[] = []
  for (const operand of operands) {
    const value = nearly(operand, point)
    if (value === null) return null
    values.push(value)
  }
  return values[0] === undefined ? null : applied(head, values as [Complex, ...Complex[]])
}

function applied(head: string, values: readonly [Complex, ...Complex[]]): Complex | null {
  const [a, b] = values
  const unary = unaries[head]
  if (unary !== undefined) return values.length === 1 ? unary(a) : null
  switch (head) {
    case 'Add':
      return values.reduce(plus)
    case 'Multiply':
    case 'InvisibleOperator':
      return values.reduce(times)
    case 'Subtract':
      return values.slice(1).reduce((rest, value) => plus(rest, [-value[0], -value[1]]), a)
    case 'Divide':
    case 'Rational':
      return b === undefined ? null : over(a, b)
    case 'Root':
      return b === undefined || b[1] !== 0 ? null : root(a, b[0])
    case 'Log':
      return over(log(a), b === undefined ? [Math.LN10, 0] : log(b))
    default:
      return null
  }
}

/** A power with an odd denominator is read as the real root's power, as \sqrt[3]{x} is. */
function nearPower([base, exponent]: Operands, point: Point): Complex | null {
  if (base === undefined || exponent === undefined) return null
  const a = nearly(base, point)
  const exact = exactly(exponent, point)
  if (a !== null && exact !== null && exact.bottom > 1n && exact.bottom < 100n && exact.bottom % 2n === 1n) {
    return pow(root(a, Number(exact.bottom)), [toNumber(rational(exact.top)!), 0])
  }
  const b = nearly(exponent, point)
  return a === null || b === null ? null : pow(a, b)
}

const unaries: Readonly<Record<string, (value: Complex) => Complex>> = {
  Delimiter: (value) => value,
  Negate: ([a, b]) => [-a, -b],
  Sqrt: (value) => root(value, 2),
  Abs: ([a, b]) => [Math.hypot(a, b), 0],
  Exp: exp,
  Ln: log,
  Lb: (value) => over(log(value), [Math.LN2, 0]),
  Lg: (value) => over(log(value), [Math.LN10, 0]),
  Sin: sin,
  Cos: cos,
  Tan: (value) => over(sin(value), cos(value)),
  Cot: (value) => over(cos(value), sin(value)),
  Sec: (value) => over([1, 0], cos(value)),
  Csc: (value) => over([1, 0], sin(value)),
  Arcsin: real(Math.asin),
  Arccos: real(Math.acos),
  Arctan: real(Math.atan),
  Sinh: real(Math.sinh),
  Cosh: real(Math.cosh),
  Tanh: real(Math.tanh),
  Floor: real(Math.floor),
  Ceil: real(Math.ceil),
}

function real(rule: (value: number) => number): (value: Complex) => Complex {
  return ([a, b]) => (b === 0 ? [rule(a), 0] : [Number.NaN, 0])
}

function constantOf(symbol: string): Complex | undefined {
  if (symbol === 'Pi') return [Math.PI, 0]
  if (symbol === 'ExponentialE' || symbol === 'e') return [Math.E, 0]
  return symbol === 'ImaginaryUnit' || symbol === 'i' ? [0, 1] : undefined
}

function exactAtom(atom: number | string | { readonly num: string }, point: Point): Rational | null {
  if (typeof atom === 'string') return point.get(atom) ?? null
  return rationalOf(typeof atom === 'number' ? String(atom) : atom.num)
}

/** "1\frac{1}{2}" is 1 + 1/2: a whole number right before a fraction of whole numbers. */
function isMixed([whole, fraction]: Operands): boolean {
  if (typeof whole !== 'number' || !Number.isInteger(whole) || !Array.isArray(fraction)) return false
  const [head, ...parts] = fraction as readonly [string, ...Expression[]]
  return (head === 'Divide' || head === 'Rational') && parts.every((part) => typeof part === 'number')
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
