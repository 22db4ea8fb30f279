/** A complex number as real and imaginary part. */
export type Complex = readonly [re: number, im: number]

export function plus([a, b]: Complex, [c, d]: Complex): Complex {
  return [a + c, b + d]
}

export function times([a, b]: Complex, [c, d]: Complex): Complex {
  return [a * c - b * d, a * d + b * c]
}

export function over([a, b]: Complex, [c, d]: Complex): Complex {
  const size = c * c + d * d
  return [(a * c + b * d) / size, (b * c - a * d) / size]
}

export function exp([a, b]: Complex): Complex {
  const size = Math.exp(a)
  return b === 0 ? [size, 0] : [size * Math.cos(b), size * Math.sin(b)]
}

/** Principal logarithm. */
export function log([a, b]: Complex): Complex {
  return [Math.log(Math.hypot(a, b)), Math.atan2(b, a)]
}

/** Principal power; odd roots of negative numbers are therefore not real, but {@link root} gives real ones. */
export function pow(base: Complex, exponent: Complex): Complex {
  if (base[1] === 0 && exponent[1] === 0 && (base[0] >= 0 || Number.isInteger(exponent[0]))) {
    return [base[0] ** exponent[0], 0]
  }
  if (base[0] === 0 && base[1] === 0) return [0, 0]
  return exp(times(exponent, log(base)))
}

/** The real root of a real number where there is one, else the principal one. */
export function root(base: Complex, degree: number): Complex {
  if (base[1] === 0 && base[0] < 0 && degree % 2 !== 0 && Number.isInteger(degree)) {
    return [-((-base[0]) ** (1 / degree)), 0]
  }
  return pow(base, [1 / degree, 0])
}

export function sin([a, b]: Complex): Complex {
  return b === 0 ? [Math.sin(a), 0] : [Math.sin(a) * Math.cosh(b), Math.cos(a) * Math.sinh(b)]
}

export function cos([a, b]: Complex): Complex {
  return b === 0 ? [Math.cos(a), 0] : [Math.cos(a) * Math.cosh(b), -Math.sin(a) * Math.sinh(b)]
}
