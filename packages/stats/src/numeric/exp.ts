const steps = 2048
/** ln 2 / 2048 in two parts: a whole number of steps below 2^25 times the first is exact. */
const high = Math.fround(Math.LN2 / steps)
const low = Math.LN2 / steps - high + 2.3190468138462996e-17 / steps // what LN2 lacks of ln 2
const fractions = Float64Array.from({ length: steps }, (_, j) => 2 ** (j / steps))
const lowest = -1022
const powers = Float64Array.from({ length: 2046 }, (_, j) => 2 ** (lowest + j))

/**
 * e^x for |x| ≤ 700, to within about an ulp, where speed matters: unlike `Math.exp` it is compiled into the loop that
 * calls it. x is a whole number of 2,048ths of ln 2 and a rest, whose Taylor series may end after the third power. Beyond
 * 700 the result means nothing; a mask that kept the index inside the table made every call slower.
 */
export function expNear(x: number): number {
  const step = Math.floor(x * (steps / Math.LN2) + 0.5)
  const rest = x - step * high - step * low
  const square = rest * rest
  const less1 = rest + square * (0.5 + rest * (1 / 6))
  // The arithmetic of 32-bit integers: & and >> take the remainder and the floor of negative numbers too.
  const whole = step | 0
  const fraction = fractions[whole & (steps - 1)]!
  return (fraction + fraction * less1) * powers[(whole >> 11) - lowest]!
}
