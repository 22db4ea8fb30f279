/** Number of digits after the point in a number as printed. */
export function decimalsOf(printed: string): number {
  const text = printed.trim()
  const point = text.indexOf('.')
  return point < 0 ? 0 : text.length - point - 1
}

/**
 * Whether a value, rounded to the decimals of a printed number, is that number. Where the value
 * lies exactly between two printable numbers (a binary fraction such as 0.125), both are accepted:
 * half-up and half-even programs print different ones.
 *
 * @param value - in the printed number's unit
 * @param printed - for instance `96.66`
 */
export function agreesAsPrinted(value: number, printed: string): boolean {
  return roundings(value, decimalsOf(printed)).includes(printed.trim())
}

/** The value as the printed number would show it: the rounding that agrees, or else half away from zero. */
export function printedLike(value: number, printed: string): string {
  const candidates = roundings(value, decimalsOf(printed))
  return candidates.find((text) => text === printed.trim()) ?? candidates[0] ?? String(value)
}

/** One rounding, or two for an exact tie. toFixed works on the exact binary value; 100 digits show any tie. */
function roundings(value: number, decimals: number): string[] {
  const rounded = value.toFixed(decimals)
  const digits = value.toFixed(100)
  const cut = digits.indexOf('.') + 1 + decimals
  const isTie = /^50*$/.test(digits.slice(cut))
  if (!isTie) return [rounded]
  const towardsZero = decimals === 0 ? digits.slice(0, cut - 1) : digits.slice(0, cut)
  return [rounded, towardsZero]
}
