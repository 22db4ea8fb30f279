import { isReal, over, type Complex } from './complex.ts'
import { nearly } from './evaluate.ts'
import { exactly, type Point } from './exact.ts'
import { expressionOf, unknownsOf, type Expression } from './expression.ts'
import { pointsOf } from './points.ts'
import { equalRationals, rational, rationalOf, type Rational } from './rational.ts'
import { meaningOf, usual, type Reading } from './reading.ts'
import { agree } from './real.ts'

/**
 * Whether two expressions have the same value wherever both have one. They are compared at fixed rational points:
 * exactly where both are rational functions (a nonzero polynomial of degree d vanishes at a random point of a set of
 * size S with a chance of at most d/S: Schwartz, J. ACM 27(4), 1980; Zippel, EUROSAM 1979), else to 256 bits with a
 * bound on the error: values that agree within it are the same. No expression is expanded or simplified, so the time is
 * linear in its size.
 */
export function sameExpression(left: string, right: string, reading: Reading = usual): boolean {
  const [a, b] = [readAs(left, reading), readAs(right, reading)]
  if (a === null || b === null) return false
  const points = commonPoints(a, b, reading)
  return points !== null && holdsAt(points, (point) => sameValue(a, b, point, reading))
}

/** Whether `left = right` and `other = another` have the same solutions: one difference is a multiple of the other. */
export function sameEquation(
  [left, right]: readonly [string, string],
  [other, another]: readonly [string, string],
): boolean {
  const a = readAs(`(${left})-(${right})`, usual)
  const b = readAs(`(${other})-(${another})`, usual)
  if (a === null || b === null) return false
  const points = commonPoints(a, b, usual)
  if (points === null || points.length === 1) return false
  let ratio: Complex | undefined
  return holdsAt(points, (point) => {
    const [p, q] = [nearly(a, point, usual), nearly(b, point, usual)]
    if (p === null || q === null) return undefined
    const areUsable = [p, q].every((value) => isReal(value) && value[0].digits !== 0n)
    if (!areUsable) return false
    const here = over(p, q)
    ratio ??= here
    return agreeing(ratio, here)
  })
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
