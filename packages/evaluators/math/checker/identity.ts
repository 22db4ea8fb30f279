import { expressionOf, unknownsOf, type Expression } from './expression.ts'
import { exactly, nearly, type Point } from './evaluate.ts'
import { equalRationals, rational, rationalOf, type Rational } from './rational.ts'
import type { Complex } from './complex.ts'

/**
 * Whether two expressions have the same value wherever both have one. They are compared at fixed rational points:
 * exactly where both are rational functions (a nonzero polynomial of degree d vanishes at a random point of a set of
 * size S with a chance of at most d/S: Schwartz, J. ACM 27(4), 1980; Zippel, EUROSAM 1979), else in double precision.
 * No expression is expanded or simplified, so the time is linear in its size.
 */
export function sameExpression(left: string, right: string): boolean {
  const [a, b] = [expressionOf(left), expressionOf(right)]
  if (a === null || b === null) return false
  const unknowns = [...unknownsOf(a)]
  const others = unknownsOf(b)
  if (
    unknowns.length > 12 ||
    others.size !== unknowns.length ||
    !unknowns.every((name) => others.has(name))
  ) {
    return false
  }
  const points = unknowns.length === 0 ? [none] : pointsOf(unknowns.toSorted())
  return holdsAt(points, a, b, sameValue)
}

/** Whether `left = right` and `other = another` have the same solutions: one difference is a multiple of the other. */
export function sameEquation(
  [left, right]: readonly [string, string],
  [other, another]: readonly [string, string],
): boolean {
  const a = expressionOf(`(${left})-(${right})`)
  const b = expressionOf(`(${other})-(${another})`)
  if (a === null || b === null) return false
  const unknowns = unknownsOf(a)
  const others = unknownsOf(b)
  if (unknowns.size === 0 || unknowns.size > 12 || others.size !== unknowns.size) return false
  if (![...unknowns].every((name) => others.has(name))) return false
  let ratio: Complex | undefined
  return holdsAt(pointsOf([...unknowns].toSorted()), a, b, (x, y, point) => {
    const [p, q] = [nearly(x, point), nearly(y, point)]
    if (p === null || q === null || !isUsable(p) || !isUsable(q)) return undefined
    if (p[1] !== 0 || q[1] !== 0 || p[0] === 0 || q[0] === 0) return false
    const here: Complex = [p[0] / q[0], 0]
    ratio ??= here
    return close(ratio, here)
  })
}

type Rule = (a: Expression, b: Expression, point: Point) => boolean | undefined

/** A rule may be undefined at a point; it must hold at three others, or at the only one there is. */
function holdsAt(points: readonly Point[], a: Expression, b: Expression, rule: Rule): boolean {
  let held = 0
  for (const point of points) {
    const holds = rule(a, b, point)
    if (holds === false) return false
    if (holds === true) held += 1
    if (held === enough) return true
  }
  return held > 0 && points.length === 1
}

const enough = 3
const none: Point = new Map()

function sameValue(a: Expression, b: Expression, point: Point): boolean | undefined {
  const [p, q] = [exactly(a, point), exactly(b, point)]
  if (p !== null && q !== null) return equalRationals(p, q)
  const [x, y] = [nearly(a, point), nearly(b, point)]
  if (x === null || y === null || !isUsable(x) || !isUsable(y)) return undefined
  return close(x, y)
}

function isUsable([re, im]: Complex): boolean {
  return Number.isFinite(re) && Number.isFinite(im) && Math.hypot(re, im) < 1e200
}

function close([a, b]: Complex, [c, d]: Complex): boolean {
  const size = Math.max(Math.hypot(a, b), Math.hypot(c, d))
  return Math.hypot(a - c, b - d) <= 1e-10 * size + 1e-14
}

/** Six points; fixed, so that a verdict is the same each time. All lie where roots and logarithms are real. */
function pointsOf(unknowns: readonly string[]): readonly Point[] {
  return Array.from({ length: 6 }, (_, row) => {
    const values = unknowns.map((name, i): [string, Rational] => [name, coordinate(row, i)])
    return new Map(values)
  })
}

function coordinate(row: number, i: number): Rational {
  const step = BigInt((row * 7919 + i * 104_729 + 12_345) % 99_991)
  const value = rational(step + 20_011n, 50_021n)!
  // Half of the points are negative: |x| is not x.
  return row % 2 === 1 ? { top: -value.top, bottom: value.bottom } : value
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
