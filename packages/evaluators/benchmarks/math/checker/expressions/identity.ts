import { isReal, over, type Complex } from '../numbers/complex.ts'
import { nearly } from './evaluate.ts'
import { exactly, type Point } from '../numbers/exact.ts'
import { expressionOf, unknownsOf, type Expression } from './expression.ts'
import { pointsOf } from './points.ts'
import { equalRationals, rational, rationalOf, type Rational } from '../numbers/rational.ts'
import { meaningOf, usual, type Reading } from './reading.ts'
import { agree, isNegative } from '../numbers/real.ts'

/**
 * Whether two expressions have the same value wherever both have one. They are compared at fixed rational points:
 * exactly where both are rational functions (a nonzero polynomial of degree d vanishes at a random point of a set of
 * size S with a chance of at most d/S: Schwartz, J. ACM 27(4), 1980; Zippel, EUROSAM 1979), else to 256 bits with a
 * bound on the error: values that agree within it are the same. No expression is expanded or simplified, so the time is
 * linear in its size.
 */
export function sameExpression(left: string, right: string, reading: Reading = usual): boolean {
  const [a, b] = [readAs(left, reading), readAs(right, reading)]
  return a !== null && b !== null && sameMeaning(a, b, reading)
}

/** The same for expressions that are read already. */
export function sameMeaning(a: Expression, b: Expression, reading: Reading): boolean {
  const points = commonPoints(a, b, reading)
  if (points === null) return false
  const areReal = reading.functions === 'real' && points.length > 1 && !hasImaginary(a) && !hasImaginary(b)
  return areReal
    ? sameRealFunction(a, b, points)
    : holdsAt(points, (point) => sameValue(a, b, point, reading))
}

/**
 * Whether two functions are real at the same points and equal there. What they are elsewhere counts only if they are real
 * nowhere: both sides of `\ln\frac{1}{x} = -\ln x` are real for positive x, and continued below it they differ.
 */
function sameRealFunction(a: Expression, b: Expression, points: readonly Point[]): boolean {
  let [real, complex, isSameElsewhere] = [0, 0, true]
  const holds = (point: Point): boolean => {
    const [p, q] = [exactly(a, point), exactly(b, point)]
    if (p !== null && q !== null) {
      real += 1
      return equalRationals(p, q)
    }
    const [x, y] = [nearly(a, point, usual), nearly(b, point, usual)]
    if (x === null || y === null) return true
    if (isReal(x) !== isReal(y)) return false
    const isSame = agreeing(x, y)
    if (isReal(x)) {
      if (isSame === true) real += 1
      return isSame !== false
    }
    complex += 1
    isSameElsewhere &&= isSame === true
    return true
  }
  if (!points.every(holds)) return false
  // Of several roots or logarithms few points have all of them real: try those without a negative coordinate.
  if (real < 3 && complex > 0 && !points.map(positive).every(holds)) return false
  return real >= 3 || (isSameElsewhere && real + complex >= 3)
}

/** The same point with every coordinate above 0. */
function positive(point: Point): Point {
  return new Map(
    [...point].map(([name, { re, im }]) => [
      name,
      { re: { top: re.top < 0n ? -re.top : re.top, bottom: re.bottom }, im },
    ]),
  )
}

function hasImaginary(expression: Expression): boolean {
  if (!Array.isArray(expression)) return expression === 'ImaginaryUnit' || expression === 'i'
  return expression.some((part) => hasImaginary(part as Expression))
}

/** Whether `left = right` and `other = another` have the same solutions: one difference is a multiple of the other. */
export function sameEquation(a: readonly [string, string], b: readonly [string, string]): boolean {
  return constantRatio(a, b) !== null
}

/**
 * The sign of the one number by which the second difference has to be multiplied to give the first; null if there is no
 * such number.
 */
export function constantRatio(
  [left, right]: readonly [string, string],
  [other, another]: readonly [string, string],
): 'positive' | 'negative' | null {
  const a = readAs(`(${left})-(${right})`, usual)
  const b = readAs(`(${other})-(${another})`, usual)
  if (a === null || b === null) return null
  const points = commonPoints(a, b, usual)
  if (points === null || points.length === 1) return null
  let ratio: Complex | undefined
  const isConstant = holdsAt(points, (point) => {
    const [p, q] = [nearly(a, point, usual), nearly(b, point, usual)]
    if (p === null || q === null) return undefined
    const areUsable = [p, q].every((value) => isReal(value) && value[0].digits !== 0n)
    if (!areUsable) return false
    const here = over(p, q)
    ratio ??= here
    return agreeing(ratio, here)
  })
  if (!isConstant || ratio === undefined) return null
  return isNegative(ratio[0]) ? 'negative' : 'positive'
}

function readAs(latex: string, reading: Reading): Expression | null {
  const expression = expressionOf(latex)
  return expression === null ? null : meaningOf(expression, reading)
}

/** Points for the unknowns of both; null if there are too many. */
function commonPoints(
  a: Expression,
  b: Expression,
  { constants, unknowns }: Reading,
): readonly Point[] | null {
  const names = unknownsOf(b, constants, unknownsOf(a, constants))
  return names.size > 12 ? null : pointsOf([...names].toSorted(), unknowns)
}

/** A rule may be undefined at a point, and must hold at all others: at three, or at the only one there is. */
function holdsAt(points: readonly Point[], rule: (point: Point) => boolean | undefined): boolean {
  let held = 0
  for (const point of points) {
    const holds = rule(point)
    if (holds === false) return false
    if (holds === true) held += 1
  }
  return held >= Math.min(3, points.length)
}

function sameValue(a: Expression, b: Expression, point: Point, reading: Reading): boolean | undefined {
  const [p, q] = [exactly(a, point), exactly(b, point)]
  if (p !== null && q !== null) return equalRationals(p, q)
  const [x, y] = [nearly(a, point, reading), nearly(b, point, reading)]
  return x === null || y === null ? undefined : agreeing(x, y)
}

function agreeing([a, b]: Complex, [c, d]: Complex): boolean | undefined {
  const [re, im] = [agree(a, c), agree(b, d)]
  if (re === false || im === false) return false
  return re === undefined || im === undefined ? undefined : true
}

/** A number as it is written, with a repeating decimal too, or a fraction of two; null for any other expression. */
export function plainNumber(latex: string): Rational | null {
  const direct = rationalOf(latex) ?? repeating(latex)
  if (direct !== null) return direct
  const parts =
    /^([-+]?) ?(?:\\frac ?(?:\{ ?(-?\d+) ?\}|(\d)) ?(?:\{ ?(-?\d+) ?\}|(\d))|(\d+) ?\/ ?(\d+))$/.exec(latex)
  if (parts === null || latex.length > 200) return null
  const [, sign, a, b, c, d, e, f] = parts
  const value = rational(BigInt(a ?? b ?? e ?? '0'), BigInt(c ?? d ?? f ?? '0'))
  return value === null || sign !== '-' ? value : { top: -value.top, bottom: value.bottom }
}

/** 1.2\overline{34} is 1 + (234 - 2) / 990. */
function repeating(latex: string): Rational | null {
  const parts = /^(-?)(\d{0,20})\.(\d{0,20}) ?\\overline ?\{(\d{1,20})\}$/.exec(latex)
  if (parts === null) return null
  const [, sign, whole = '', first = '', again = ''] = parts
  const [short, long] = [BigInt(whole + first || '0'), BigInt(whole + first + again)]
  const top = sign === '-' ? short - long : long - short
  return rational(top, 10n ** BigInt(first.length) * (10n ** BigInt(again.length) - 1n))
}
