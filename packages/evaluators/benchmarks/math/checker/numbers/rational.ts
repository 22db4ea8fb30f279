/** An exact fraction in lowest terms; the denominator is positive. */
export interface Rational {
  readonly top: bigint
  readonly bottom: bigint
}

/** Longest number, in bits, that exact arithmetic goes on with. */
const mostBits = 4096

/** @returns null if the denominator is 0 or a part has grown too long */
export function rational(top: bigint, bottom = 1n): Rational | null {
  if (bottom === 0n) return null
  if (bottom === 1n) return isShort(top) ? { top, bottom } : null
  const divisor = gcd(top < 0n ? -top : top, bottom < 0n ? -bottom : bottom)
  const sign = bottom < 0n ? -divisor : divisor
  return isShort(top) && isShort(bottom) ? { top: top / sign, bottom: bottom / sign } : null
}

/** Exact value of a number as it is written: "12", "-.5", "1.25e3"; null for anything else. */
export function rationalOf(text: string): Rational | null {
  const parts = /^([-+]?)(\d*)(?:\.(\d*))?(?:e([-+]?\d{1,3}))?$/i.exec(text)
  if (parts === null) return null
  const [, sign, whole = '', decimals = '', exponent = '0'] = parts
  if (whole + decimals === '' || whole.length + decimals.length > 1000) return null
  const digits = BigInt((sign === '-' ? '-' : '') + whole + decimals)
  const power = Number(exponent) - decimals.length
  return power >= 0 ? rational(digits * 10n ** BigInt(power)) : rational(digits, 10n ** BigInt(-power))
}

export function add(a: Rational, b: Rational): Rational | null {
  return rational(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)
}

export function multiply(a: Rational, b: Rational): Rational | null {
  return rational(a.top * b.top, a.bottom * b.bottom)
}

export function divide(a: Rational, b: Rational): Rational | null {
  return rational(a.top * b.bottom, a.bottom * b.top)
}

/** A whole power; null if the result would be too long. */
export function power(base: Rational, exponent: Rational): Rational | null {
  if (exponent.bottom !== 1n) return null
  const [size, n] = [exponent.top < 0n ? -exponent.top : exponent.top, exponent.top]
  const bits = BigInt(Math.max(base.top.toString(2).length, base.bottom.toString(2).length))
  if (size * bits > BigInt(mostBits)) return null
  return n < 0n
    ? rational(base.bottom ** size, base.top ** size)
    : rational(base.top ** size, base.bottom ** size)
}

export function equalRationals(a: Rational, b: Rational): boolean {
  return a.top === b.top && a.bottom === b.bottom
}

/** Nearest double; enough for values that are compared within a tolerance. */
export function toNumber({ top, bottom }: Rational): number {
  const value = Number(top) / Number(bottom)
  if (Number.isFinite(value)) return value
  const shift = BigInt(Math.max(0, bottom.toString(2).length - 900))
  return Number(top >> shift) / Number(bottom >> shift)
}

function isShort(value: bigint): boolean {
  return value.toString(16).length * 4 <= mostBits
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}
