/** Numbers that were subtracted carry their operands' rounding; measured values do not agree to nine digits by chance. */
const rounding = 1e-9

/**
 * Whether values differ by more than rounding. A standard error cannot tell: three times 0.1 has a mean that is not
 * 0.1, and so a tiny one; and 0.8 − 0.7, 0.6 − 0.5 and 0.5 − 0.4 are three doubles.
 */
export function hasSpread(values: readonly number[]): boolean {
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) {
    if (Number.isNaN(value)) return true
    if (value < least) least = value
    if (value > most) most = value
  }
  return most - least > rounding * Math.max(Math.abs(least), Math.abs(most))
}

/** Whether all values are the same number. */
export function areEqual(values: readonly number[]): boolean {
  return values.every((value) => value === values[0])
}
