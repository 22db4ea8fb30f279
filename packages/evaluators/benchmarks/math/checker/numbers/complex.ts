import { angle, exponential, logarithm, sineAndCosine } from './elementary.ts'
import {
  isNegative,
  isNothing,
  negative,
  product,
  quotient,
  squareRoot,
  sum,
  two,
  zero,
  type Real,
} from './real.ts'

/** A complex number as real and imaginary part; a part that cannot be told from 0 is 0. */
export type Complex = readonly [re: Real, im: Real]

/**
 * A part that has a value.
 *
 * @throws RangeError where it has none, as every function here does: division by 0, numbers out of bounds
 */
export function defined(value: Real | null): Real {
  if (value === null) throw new RangeError('no value')
  return value
}

export function complex(re: Real | null, im: Real | null = zero): Complex {
  const [a, b] = [defined(re), defined(im)]
  return [isNothing(a) ? zero : a, isNothing(b) ? zero : b]
}

export function isReal([, im]: Complex): boolean {
  return im.digits === 0n
}

export function opposite([a, b]: Complex): Complex {
  return [negative(a), negative(b)]
}

export function plus([a, b]: Complex, [c, d]: Complex): Complex {
  return complex(sum(a, c), sum(b, d))
}

export function times(x: Complex, y: Complex): Complex {
  const [[a, b], [c, d]] = [x, y]
  if (isReal(x)) return complex(product(a, c), product(a, d))
  if (isReal(y)) return complex(product(a, c), product(b, c))
  const re = sum(defined(product(a, c)), negative(defined(product(b, d))))
  return complex(re, sum(defined(product(a, d)), defined(product(b, c))))
}

export function over(x: Complex, [c, d]: Complex): Complex {
  const size = sum(defined(product(c, c)), defined(product(d, d)))
  const [re, im] = times(x, [c, negative(d)])
  return complex(quotient(re, defined(size)), quotient(im, defined(size)))
}

export function abs([a, b]: Complex): Complex {
  if (b.digits === 0n) return [isNegative(a) ? negative(a) : a, zero]
  return complex(squareRoot(defined(sum(defined(product(a, a)), defined(product(b, b))))))
}

export function exp([a, b]: Complex): Complex {
  const size = defined(exponential(a))
  if (b.digits === 0n) return complex(size)
  const turn = sineAndCosine(b)
  if (turn === null) throw new RangeError('no value')
  return complex(product(size, turn[1]), product(size, turn[0]))
}

/** Principal logarithm. */
export function log(z: Complex): Complex {
  const [size] = abs(z)
  return complex(logarithm(size), angle(z[1], z[0]))
}

/** A whole power by squaring. */
export function wholePow(base: Complex, exponent: number): Complex {
  if (exponent < 0) return over([{ ...zero, digits: 1n }, zero], wholePow(base, -exponent))
  let [result, square]: [Complex, Complex] = [[{ ...zero, digits: 1n }, zero], base]
  for (let n = exponent; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = times(result, square)
    if (n > 1) square = times(square, square)
  }
  return result
}

/** Principal power; 0 has positive real powers only. */
export function pow(base: Complex, exponent: Complex): Complex {
  const isZero = base[0].digits === 0n && base[1].digits === 0n
  if (!isZero) return exp(times(exponent, log(base)))
  if (!isReal(exponent) || exponent[0].digits <= 0n) throw new RangeError('no value')
  return base
}

export function sqrt(base: Complex): Complex {
  if (isReal(base)) {
    const [size] = abs(base)
    const side = squareRoot(size)
    return isNegative(base[0]) ? complex(zero, side) : complex(side)
  }
  const [re, im] = log(base)
  return exp(complex(quotient(re, two), quotient(im, two)))
}

export function sin([a, b]: Complex): Complex {
  const turn = sineAndCosine(a)
  if (turn === null) throw new RangeError('no value')
  const [sine, cosine] = turn
  return b.digits === 0n
    ? complex(sine)
    : complex(product(sine, hyperbolic(b, 1)), product(cosine, hyperbolic(b, -1)))
}

export function cos([a, b]: Complex): Complex {
  const turn = sineAndCosine(a)
  if (turn === null) throw new RangeError('no value')
  const [sine, cosine] = turn
  return b.digits === 0n
    ? complex(cosine)
    : complex(product(cosine, hyperbolic(b, 1)), product(negative(sine), hyperbolic(b, -1)))
}

/** Half of e^a ± e^-a: hyperbolic cosine or sine. */
export function hyperbolic(a: Real, sign: 1 | -1): Real {
  const [up, down] = [defined(exponential(a)), defined(exponential(negative(a)))]
  return defined(quotient(defined(sum(up, sign === 1 ? down : negative(down))), two))
}
