/**
 * A real number to 256 bits with a bound on its error: value = digits · 2^exponent, and the value lies within
 * 2^error of what it stands for (an error of -Infinity is none). Whole-number arithmetic only, so that a verdict is
 * the same on every machine, as it would not be with Math.sin.
 */
export interface Real {
  readonly digits: bigint
  readonly exponent: number
  readonly error: number
}

/** Bits of a number; results are cut to as many. */
export const precision = 256

/** Numbers whose magnitude goes beyond 2^±largest have no value here. */
const largest = 40_000

export const zero: Real = { digits: 0n, exponent: 0, error: -Infinity }
export const one: Real = whole(1n)
export const two: Real = whole(2n)

export function whole(digits: bigint): Real {
  return { digits, exponent: 0, error: -Infinity }
}

/** Magnitude: the number lies below 2^magnitude and not below half of it; -Infinity for 0. */
export function magnitude({ digits, exponent }: Real): number {
  return digits === 0n ? -Infinity : bits(digits) + exponent
}

function bits(digits: bigint): number {
  const text = (digits < 0n ? -digits : digits).toString(16)
  return text.length * 4 - Math.clz32(Number.parseInt(text[0]!, 16)) + 28
}

/** Whether it cannot be told from 0. */
export function isNothing(a: Real): boolean {
  return a.digits === 0n || magnitude(a) <= a.error
}

export function isNegative(a: Real): boolean {
  return a.digits < 0n
}

/** Cut to the precision; null where the size is out of bounds. */
export function rounded(digits: bigint, exponent: number, error: number): Real | null {
  if (digits === 0n) return { digits, exponent: 0, error }
  const size = bits(digits)
  if (Math.abs(size + exponent) > largest) return null
  const excess = size - precision
  if (excess <= 0) return { digits, exponent, error }
  return {
    digits: digits >> BigInt(excess),
    exponent: exponent + excess,
    error: Math.max(error, exponent + excess) + 1,
  }
}

export function negative(a: Real): Real {
  return { ...a, digits: -a.digits }
}

/**
 * The sum; null where a summand is lost, so small beside another that the sum does not tell it from 0.
 */
export function sum(a: Real, b: Real): Real | null {
  if (a.digits === 0n && a.error === -Infinity) return b
  if (b.digits === 0n && b.error === -Infinity) return a
  const [high, low] = a.exponent > b.exponent ? [a, b] : [b, a]
  const shift = high.exponent - low.exponent
  if (shift > 4 * largest) return null
  const total = rounded(
    (high.digits << BigInt(shift)) + low.digits,
    low.exponent,
    Math.max(a.error, b.error) + 1,
  )
  if (total === null) return null
  const isLost = [a, b].some((part) => !isNothing(part) && magnitude(part) <= total.error)
  return isLost ? null : total
}

export function product(a: Real, b: Real): Real | null {
  const error = Math.max(a.error + magnitude(b), b.error + magnitude(a), a.error + b.error) + 1
  return rounded(a.digits * b.digits, a.exponent + b.exponent, error)
}

/** Null where the divisor cannot be told from 0. */
export function quotient(a: Real, b: Real): Real | null {
  if (isNothing(b)) return null
  const shift = 2 * precision
  const digits = (a.digits << BigInt(shift)) / b.digits
  const exponent = a.exponent - b.exponent - shift
  const [m, n] = [magnitude(a), magnitude(b)]
  const spread = Math.max(a.error - n, b.error + m - 2 * n) + 2
  const isExact = digits * b.digits === a.digits << BigInt(shift)
  return rounded(digits, exponent, isExact ? spread : Math.max(spread, exponent))
}

/** Square root of a number that is not negative. */
export function squareRoot(a: Real): Real | null {
  if (a.digits <= 0n) return a.digits === 0n ? { ...zero, error: a.error / 2 } : null
  let shift = 2 * precision
  if ((a.exponent - shift) % 2 !== 0) shift += 1
  const square = a.digits << BigInt(shift)
  const digits = wholeRoot(square)
  const exponent = (a.exponent - shift) / 2
  const spread = isNothing(a) ? a.error / 2 : a.error - magnitude(a) / 2 + 1
  return rounded(digits, exponent, digits * digits === square ? spread : Math.max(spread, exponent))
}

function wholeRoot(square: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(bits(square) / 2))
  for (;;) {
    const next = (root + square / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

/** Whether two numbers cannot be told apart, and are known well enough to say so. */
export function agree(a: Real, b: Real): boolean | undefined {
  const error = Math.max(a.error, b.error)
  const difference = sum({ ...a, error: -Infinity }, { ...negative(b), error: -Infinity })
  const isSame = difference === null ? false : difference.digits === 0n || magnitude(difference) <= error + 4
  if (!isSame) return false
  const isKnown = isNothing(a) ? error < -precision / 2 : error <= magnitude(a) - precision / 2
  return error === -Infinity || isKnown ? true : undefined
}

/** The nearest whole number, where the number cannot be told from it; else the one below. */
export function floor(a: Real): Real | null {
  const shifted = sum(a, { digits: 1n, exponent: -precision / 2, error: -Infinity })
  if (shifted === null || magnitude(a) > precision / 2) return null
  return whole(
    shifted.exponent >= 0
      ? shifted.digits << BigInt(shifted.exponent)
      : shifted.digits >> BigInt(-shifted.exponent),
  )
}

/** In double precision, for a first guess. */
export function approximate(a: Real): number {
  const size = bits(a.digits)
  const cut = Math.max(0, size - 60)
  return Number(a.digits >> BigInt(cut)) * 2 ** (a.exponent + cut)
}
