import {
  approximate,
  isNegative,
  isNothing,
  magnitude,
  negative,
  one,
  precision,
  product,
  quotient,
  rounded,
  squareRoot,
  sum,
  two,
  whole,
  zero,
  type Real,
} from './real.ts'

/** Working precision of the series, in fixed point. */
const places = precision + 64
const unit = 1n << BigInt(places)

/** Error of a series' result. */
const noise = -precision - 16

function fixed({ digits, exponent }: Real): bigint {
  const shift = exponent + places
  return shift >= 0 ? digits << BigInt(shift) : digits >> BigInt(-shift)
}

function floating(value: bigint, error: number): Real | null {
  return rounded(value, -places, Math.max(error, noise))
}

function times(a: bigint, b: bigint): bigint {
  return (a * b) >> BigInt(places)
}

/** 1 - 1/3q² + 1/5q⁴ ... over q: the arctangent (or, all signs plus, the area tangent) of 1/q. */
function arcOfInverse(q: bigint, sign: 1n | -1n): bigint {
  let term = unit / q
  let total = term
  for (let i = 3n, at = sign; term !== 0n; i += 2n, at *= sign) {
    term /= q * q
    total += (at * term) / i
  }
  return total
}

/** Machin, 1706. */
const piFixed = 16n * arcOfInverse(5n, -1n) - 4n * arcOfInverse(239n, -1n)
const ln2Fixed = 2n * arcOfInverse(3n, 1n)

export const pi: Real = floating(piFixed, noise)!

/** e^a; null beyond the range of numbers. */
export function exponential(a: Real): Real | null {
  if (magnitude(a) > 15) return null
  const x = fixed(a)
  const turns = x / ln2Fixed
  let value = taylor((x - turns * ln2Fixed) >> 8n, (i) => i + 1n)
  for (let i = 0; i < 8; i += 1) value = times(value, value)
  const result = rounded(value, -places + Number(turns), noise + Number(turns))
  return result === null
    ? null
    : { ...result, error: Math.max(result.error, a.error + magnitude(result)) + 1 }
}

/** 1 + x/1! + x²/2! ... */
function taylor(x: bigint, next: (i: bigint) => bigint): bigint {
  let [term, total] = [unit, unit]
  for (let i = 0n; term !== 0n && i < 400n; i += 1n) {
    term = times(term, x) / next(i)
    total += term
    if (term === -1n) break
  }
  return total
}

/** Natural logarithm of a positive number. */
export function logarithm(a: Real): Real | null {
  if (isNegative(a) || isNothing(a)) return null
  // a = m · 2^k with m in [1/2, 1): Newton's method on the exponential, from a double, gains its bits threefold.
  const k = magnitude(a)
  const m: Real = { ...a, exponent: a.exponent - k, error: -Infinity }
  const goal = fixed(m)
  let y = fixed(double(Math.log(approximate(m))))
  for (let i = 0; i < 3; i += 1) {
    const power = fixed(exponential({ digits: y, exponent: -places, error: -Infinity })!)
    y += (2n * (goal - power) * unit) / (goal + power)
  }
  return floating(y + BigInt(k) * ln2Fixed, Math.max(noise + 8, a.error - k + 1))
}

/** The number that a double is. */
function double(value: number): Real {
  return { digits: BigInt(Math.round(value * 2 ** 52)), exponent: -52, error: -Infinity }
}

/** Sine and cosine; null where the argument is too large to be reduced. */
export function sineAndCosine(a: Real): readonly [sine: Real, cosine: Real] | null {
  if (magnitude(a) > 40) return null
  const x = fixed(a)
  const half = piFixed / 2n
  let turns = (2n * x + half) / (2n * half)
  if (2n * x + half < 0n && (2n * x + half) % (2n * half) !== 0n) turns -= 1n
  const rest = x - turns * half
  const [s, c] = [alternatingSeries(rest, rest, 2n), alternatingSeries(rest, unit, 1n)]
  const quarter = Number(((turns % 4n) + 4n) % 4n)
  const [sine, cosine] = [
    [s, c],
    [c, -s],
    [-s, -c],
    [-c, s],
  ][quarter]! as [bigint, bigint]
  const error = Math.max(noise + Math.max(0, magnitude(a)), a.error) + 1
  const [p, q] = [floating(sine, error), floating(cosine, error)]
  return p === null || q === null ? null : [p, q]
}

/** The Taylor series of sine (from x, 2 up) or of cosine (from 1, 1 up). */
function alternatingSeries(x: bigint, first: bigint, from: bigint): bigint {
  const square = -times(x, x)
  let [term, total] = [first, first]
  for (let i = from; term !== 0n && term !== -1n && i < 800n; i += 2n) {
    term = times(term, square) / (i * (i + 1n))
    total += term
  }
  return total
}

/** The angle of the point (x, y), in (-π, π]; null at the origin. */
export function angle(y: Real, x: Real): Real | null {
  const [isFlat, isUpright] = [isNothing(y), isNothing(x)]
  if (isFlat && isUpright) return null
  if (isFlat) return isNegative(x) ? pi : y.digits === 0n ? zero : quotient(y, x)
  const squares = sum(product(x, x) ?? zero, product(y, y) ?? zero)
  const radius = squares === null ? null : squareRoot(squares)
  if (radius === null) return null
  const [cosine, sine] = [quotient(x, radius), quotient(y, radius)]
  if (cosine === null || sine === null) return null
  const [c, s] = [fixed(cosine), fixed(sine)]
  let t = fixed(double(Math.atan2(approximate(sine), approximate(cosine))))
  // Newton's method: the sine of what is left of the angle.
  for (let i = 0; i < 4; i += 1) {
    const near = sineAndCosine({ digits: t, exponent: -places, error: -Infinity })!
    t += times(s, fixed(near[1])) - times(c, fixed(near[0]))
  }
  return floating(t, Math.max(cosine.error, sine.error) + 1)
}

export function arctangent(a: Real): Real | null {
  return angle(a, one)
}

/** Null outside [-1, 1]. */
export function arcsine(a: Real): Real | null {
  const square = product(a, a)
  const rest = square === null ? null : sum(one, negative(square))
  if (rest === null || (isNegative(rest) && !isNothing(rest))) return null
  const side = isNothing(rest) ? zero : squareRoot(rest)
  return side === null ? null : angle(a, side)
}

export function arccosine(a: Real): Real | null {
  const other = arcsine(a)
  const quarter = quotient(pi, two)
  return other === null || quarter === null ? null : sum(quarter, negative(other))
}

export function fromRational(top: bigint, bottom: bigint): Real | null {
  const digits = rounded(top, 0, -Infinity)
  return digits === null ? null : quotient(digits, whole(bottom))
}
